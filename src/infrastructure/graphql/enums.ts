/** Enumerations of the account, each value equal to its name and described. */
import { registerEnumType } from 'type-graphql';
import {
  ACCOUNT_STATUSES,
  CAPABILITIES,
  MOTIVES,
} from '../../domain/credit-account/credit-account.js';
import { DECISION_KINDS, GROUNDS } from '../../domain/credit-account/grounds.js';
import { APPLICATION_STATUSES } from '../../domain/credit-account/way-back.js';
import { CONSENT_PURPOSES } from '../../domain/policy/consent-purposes.js';
import { ASSESSMENT_TRIGGERS } from '../../domain/risk-profile/assessment.js';

type Named<T extends string> = { [K in T]: K };

/** Registers an enum whose values equal their names, each with its meaning. */
export function enumOf<T extends string>(
  name: string,
  description: string,
  values: readonly T[],
  meanings: Record<T, string>,
): Named<T> {
  const named = Object.fromEntries(values.map((value) => [value, value])) as Named<T>;
  const valuesConfig = Object.fromEntries(
    values.map((value) => [value, { description: meanings[value] }]),
  ) as { [K in T]: { description: string } };
  registerEnumType(named, { name, description, valuesConfig });
  return named;
}

export const CapabilityEnum = enumOf(
  'Capability',
  'What a customer may do with a line. Repaying is never among them: it cannot be taken away.',
  CAPABILITIES,
  {
    PAY: 'Pay purchases.',
    DRAW: 'Draw cash.',
    INSTALMENT: 'Turn a purchase into instalments.',
    AUTOPAY: 'Let merchants charge the line regularly.',
  },
);

export const MotiveEnum = enumOf(
  'ClosureMotive',
  'Why the customer closes. It is optional and never changes a score.',
  MOTIVES,
  {
    LESS_TEMPTATION: 'To be tempted less to spend.',
    PRIVACY: 'To share less data.',
    LOWER_LEVERAGE: 'To owe less.',
    COST: 'Because of what it costs.',
    OTHER: 'Something else.',
  },
);

export const AccountStatusEnum = enumOf(
  'AccountStatus',
  'Where a line stands in its life.',
  ACCOUNT_STATUSES,
  {
    ACTIVE: 'Can be used.',
    SUSPENDED: 'Cannot be used for now; can be reinstated.',
    NOTICE_GIVEN:
      'Can be used until effectiveAt, when the notice ends it, unless it is paused or suspended, or its drawdown right has ended, meanwhile.',
    DRAWDOWN_ENDED: 'The right to draw was ended for reasons told; still repaying.',
    RUN_OFF: 'Closed to new use, still repaying; closes by itself when nothing is owed.',
    CLOSED: 'Closed. Later debt only reopens run-off; use never returns.',
    CHARGED_OFF: 'Written down in the books; still owed.',
  },
);

export const ClosureOutcomeEnum = enumOf(
  'ClosureOutcome',
  'What a closure led to when it was made.',
  ['CLOSED', 'RUN_OFF'] as const,
  {
    CLOSED: 'Nothing stood in the way.',
    RUN_OFF: 'Use ended at once; the line closes by itself when nothing is owed.',
  },
);

export const DecisionKindEnum = enumOf('DecisionKind', 'What was decided.', DECISION_KINDS, {
  LINE_DECREASE: 'A lower limit.',
  SUSPENSION: 'No use for now.',
  DRAWDOWN_RIGHT_ENDED: 'No new use, for objectively justified reasons.',
  TERMINATION_BY_NOTICE: 'An end with notice.',
  CLOSURE: 'The line was closed.',
  REINSTATEMENT: 'A suspended line resumes.',
  LINE_INCREASE: 'A higher limit.',
  APPLICATION: 'An application for a new line.',
  REPRICING: 'Another rate.',
  REVERSAL: 'An earlier decision is undone.',
});

export const GroundEnum = enumOf(
  'DecisionGrounds',
  'The declared basis of a decision, from a fixed family.',
  GROUNDS,
  {
    BEHAVIOUR: "The customer's conduct.",
    MODEL_UPDATE: 'Another scorecard version.',
    BUSINESS_ADJUSTMENT: 'A business decision of the creditor.',
    SERVICE_SCOPE_CHANGE: 'The service is no longer offered so.',
    MACRO: 'The state of the economy.',
    REGULATION: 'A change of the rules.',
    FUND_POOL: 'Liquidity of the fund pool.',
    OVER_DEPENDENCE: "Protection from over-dependence, for the customer's own good.",
    DELINQUENCY: 'Late payment.',
    INACTIVITY: 'The line was not used.',
    FRAUD_OR_SECURITY: 'Fraud or security.',
    DEATH: 'The customer died.',
    LEGAL_RESTRAINT: 'A legal restraint.',
    CUSTOMER_REQUEST: 'The customer asked for it.',
    CREDIT_STANDARDS:
      "The lender's own standards, where score and rules rest on no conduct: a thin file, no use.",
  },
);

export const AssessmentTriggerEnum = enumOf(
  'AssessmentTrigger',
  'What gave rise to an assessment.',
  ASSESSMENT_TRIGGERS,
  {
    OPENING: 'A line was opened.',
    IMPORT: 'The customer was imported.',
    STATEMENT: 'A month ended.',
    BEFORE_CLOSURE: 'A closure, on the line as it was before.',
    CLOSURE: 'A closure, on the line as it is after.',
    ACTIVITY: 'Behaviour was told.',
    APPLICATION: 'A new line was applied for.',
    MEASURE: 'A measure of the institution, or a look at its conditions of return.',
    APPEAL: "A reviewer's findings.",
  },
);

export const ApplicationStatusEnum = enumOf(
  'ApplicationStatus',
  'Where an application for a line stands.',
  APPLICATION_STATUSES,
  {
    OFFERED: 'A line is offered; the customer can accept it until the offer lapses.',
    REFERRED: 'A person looks before it is decided.',
    DECLINED: 'No line is offered; a new application is free.',
    ACCEPTED: 'The customer accepted, and the line was opened, or its limit raised.',
    TURNED_DOWN: 'The customer turned the offer down, or accepted another one of the product.',
    LAPSED: 'The offer ran out.',
    WITHDRAWN: 'The decision that led to the offer is undone, or another offer took its place.',
  },
);

export const ConsentPurposeEnum = enumOf(
  'ConsentPurpose',
  'What a consent is for; each is given and withdrawn by itself.',
  CONSENT_PURPOSES,
  {
    CREDIT_ASSESSMENT: 'A source of behaviour is looked at for credit assessments.',
    PARTNER_ELIGIBILITY: 'Partners are told whether the customer could have a product.',
    OFFERS: 'Offers of our own.',
  },
);
