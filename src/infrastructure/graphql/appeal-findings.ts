/** What a reviewer found: as it is told, and as it is handed in. */
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Finding } from '../../domain/appeal/appeal.js';
import { MAX_FINDINGS, MAX_NOTE_LENGTH } from '../../domain/appeal/finding-problems.js';
import { findingText } from '../../domain/platform-action/notice-outcome.js';
import type { Locale } from '../../domain/wording.js';
import {
  AnothersFactsType,
  MistakenIdentityInput,
  readTheirs,
  toAnothersFacts,
} from './anothers-facts.js';
import { FindingKindEnum, FoundActivityEnum } from './appeal-enums.js';
import { checkInput, type InputCheck } from './input.js';
import { MoneyInput, MoneyType, toMoney } from './money.js';
import type { InputRefusal } from './refusal-codes.js';
import { GraphQLLocalDate } from './scalars.js';

@ObjectType('AppealFinding', {
  simpleResolvers: true,
  description:
    'What a reviewer found. Those with figures become facts that every later score reads.',
})
export class AppealFindingType {
  @Field(() => FindingKindEnum, { description: 'What kind.' })
  kind!: string;
  @Field(() => String, { description: 'In words, in the language of the request.' })
  text!: string;
  @Field(() => MoneyType, { nullable: true, description: 'Of VERIFIED_INCOME: a month’s.' })
  amount!: MoneyType | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Of VERIFIED_INCOME: the document that it was verified against.',
  })
  evidenceId!: string | null;
  @Field(() => ID, { nullable: true, description: 'Of LATENESS_CORRECTED: the line.' })
  accountId!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Of LATENESS_CORRECTED: the period of the statement, YYYY-MM.',
  })
  period!: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Of LATENESS_CORRECTED: months late as it should have been.',
  })
  monthsLate!: number | null;
  @Field(() => FoundActivityEnum, {
    nullable: true,
    description: 'Of ACTIVITY_NOT_OWN: what kind of activities.',
  })
  activityKind!: string | null;
  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Of ACTIVITY_NOT_OWN: the day.' })
  day!: string | null;
  @Field(() => Int, { nullable: true, description: 'Of ACTIVITY_NOT_OWN: how many.' })
  count!: number | null;
  @Field(() => String, {
    nullable: true,
    description: "A reviewer's note; for staff, null for the customer.",
  })
  note!: string | null;
  @Field(() => [AnothersFactsType], {
    nullable: true,
    description:
      "Of MISTAKEN_IDENTITY: what of the file is set aside as another person's; told to staff only.",
  })
  theirs!: AnothersFactsType[] | null;
}

const NOTHING_FOUND = {
  amount: null,
  evidenceId: null,
  accountId: null,
  period: null,
  monthsLate: null,
  activityKind: null,
  day: null,
  count: null,
  note: null,
  theirs: null,
};

/** The finding in words; a reviewer's note is for staff alone. */
export function toFinding(finding: Finding, locale: Locale, seesNotes: boolean): AppealFindingType {
  const text = findingText(finding)[locale];
  const { kind } = finding;
  switch (finding.kind) {
    case 'VERIFIED_INCOME': {
      const { evidenceId, money, note = null } = finding;
      const noted = { evidenceId, note: seesNotes ? note : null };
      return { ...NOTHING_FOUND, kind, text, amount: toMoney(money), ...noted };
    }
    case 'LATENESS_CORRECTED': {
      const { accountId, period, monthsLate } = finding;
      return { ...NOTHING_FOUND, kind, text, accountId, period, monthsLate };
    }
    case 'ACTIVITY_NOT_OWN': {
      const { activityKind, day, count } = finding;
      return { ...NOTHING_FOUND, kind, text, activityKind, day, count };
    }
    case 'MISTAKEN_IDENTITY': {
      const theirs = (seesNotes && finding.theirs?.map(toAnothersFacts)) || null;
      return { ...NOTHING_FOUND, kind, text, note: seesNotes ? finding.note : null, theirs };
    }
    case 'FACTS_CONFIRMED':
      return { ...NOTHING_FOUND, kind, text, note: seesNotes ? finding.note : null };
  }
}

const NOTE = `For those who look at the case later: 1 to ${MAX_NOTE_LENGTH} characters, of one line or several.`;

@InputType({ description: 'A monthly income that was verified.' })
export class VerifiedIncomeInput {
  @Field(() => MoneyInput, { description: 'How much, in a month.' })
  amount!: MoneyInput;
  @Field(() => ID, {
    nullable: true,
    description:
      'The document of the case that it was verified against: an income proof or a bank statement.',
  })
  evidenceId?: string | null;
  @Field(() => String, {
    nullable: true,
    description: `How it was verified; needed without a document. ${NOTE}`,
  })
  note?: string | null;
}

@InputType({ description: 'A statement that counted the customer late by mistake.' })
export class LatenessCorrectedInput {
  @Field(() => ID, { description: 'The line.' })
  accountId!: string;
  @Field(() => String, { description: 'The period of the statement, YYYY-MM.' })
  period!: string;
  @Field(() => Int, { description: 'Months late as it should have been: fewer than stand there.' })
  monthsLate!: number;
}

@InputType({ description: "Activities of a day that were not the customer's own." })
export class ActivityNotOwnInput {
  @Field(() => FoundActivityEnum, { description: 'Of what kind.' })
  activityKind!: Extract<Finding, { kind: 'ACTIVITY_NOT_OWN' }>['activityKind'];
  @Field(() => GraphQLLocalDate, { description: 'Of which day.' })
  day!: string;
  @Field(() => Int, { description: 'How many, of those that are known of it.' })
  count!: number;
}

@InputType({ description: 'A finding without figures.' })
export class NotedFindingInput {
  @Field(() => String, { description: NOTE })
  note!: string;
}

@InputType({ description: 'One finding: exactly one of these.' })
export class FindingInput {
  @Field(() => VerifiedIncomeInput, {
    nullable: true,
    description: 'A monthly income was verified.',
  })
  verifiedIncome?: VerifiedIncomeInput | null;
  @Field(() => LatenessCorrectedInput, {
    nullable: true,
    description: 'A statement counted the customer late by mistake.',
  })
  latenessCorrected?: LatenessCorrectedInput | null;
  @Field(() => ActivityNotOwnInput, {
    nullable: true,
    description: "Activities of a day were not the customer's own.",
  })
  activityNotOwn?: ActivityNotOwnInput | null;
  @Field(() => MistakenIdentityInput, {
    nullable: true,
    description: "Facts are another person's.",
  })
  mistakenIdentity?: MistakenIdentityInput | null;
  @Field(() => NotedFindingInput, {
    nullable: true,
    description: 'The facts were looked at and are right.',
  })
  factsConfirmed?: NotedFindingInput | null;
}

/** Findings as the domain has them, or what is wrong with their form. */
export interface ReadFindings {
  readonly findings: readonly Finding[];
  readonly refusals: readonly InputRefusal[];
  /** Where the input has what the domain calls by a path such as `findings[0].money`. */
  pathOf(path: string): string[];
}

const MEMBERS = [
  'verifiedIncome',
  'latenessCorrected',
  'activityNotOwn',
  'mistakenIdentity',
  'factsConfirmed',
] as const;

/** Reads findings that stand in the arguments at a path such as `['input', 'findings']`. */
export function readFindings(inputs: readonly FindingInput[], at: readonly string[]): ReadFindings {
  const refusals: InputRefusal[] = [];
  const members = inputs.map((input) => MEMBERS.filter((name) => input[name] != null));
  // More than a case can have are refused as such, and not one by one.
  const read = inputs.slice(0, MAX_FINDINGS + 1).flatMap((input, place) => {
    const [member, ...others] = members[place] ?? [];
    const path = [...at, String(place)];
    if (member === undefined || others.length > 0) {
      refusals.push({ code: 'INVALID_INPUT', reason: 'FINDING_NOT_ONE', path });
      return [];
    }
    const check = checkInput([...path, member]);
    const finding = findingOf(input, check);
    refusals.push(...check.refusals);
    return finding ? [finding] : [];
  });
  return {
    findings: read,
    refusals,
    pathOf(path) {
      const [, place, field] = /^findings\[(\d+)\](?:\.(\w+))?$/.exec(path) ?? [];
      if (place === undefined) return [...at];
      const member = members[Number(place)]?.[0] ?? [];
      // What the domain calls money is an amount to those who hand it in.
      const named = field === 'money' ? 'amount' : field;
      return [...at, place, ...[member].flat(), ...(named === undefined ? [] : [named])];
    },
  };
}

function findingOf(input: FindingInput, check: InputCheck): Finding | null {
  const { verifiedIncome, latenessCorrected, activityNotOwn } = input;
  const { mistakenIdentity, factsConfirmed } = input;
  if (verifiedIncome) {
    const { amount, evidenceId = null, note = null } = verifiedIncome;
    if (evidenceId !== null) check.id('evidenceId', evidenceId);
    if (note !== null) check.lines('note', note, MAX_NOTE_LENGTH);
    const money = check.amount('amount', amount);
    return { kind: 'VERIFIED_INCOME', money, evidenceId, ...(note !== null && { note }) };
  }
  if (latenessCorrected) {
    const { monthsLate } = latenessCorrected;
    const accountId = check.id('accountId', latenessCorrected.accountId);
    const period = check.text('period', latenessCorrected.period, PERIOD_LENGTH);
    return { kind: 'LATENESS_CORRECTED', accountId, period, monthsLate };
  }
  if (activityNotOwn) return { kind: 'ACTIVITY_NOT_OWN', ...activityNotOwn };
  if (mistakenIdentity) {
    const note = check.lines('note', mistakenIdentity.note, MAX_NOTE_LENGTH);
    return { kind: 'MISTAKEN_IDENTITY', note, theirs: readTheirs(mistakenIdentity.theirs, check) };
  }
  return factsConfirmed
    ? { kind: 'FACTS_CONFIRMED', note: check.lines('note', factsConfirmed.note, MAX_NOTE_LENGTH) }
    : null;
}

/** `YYYY-MM`. */
const PERIOD_LENGTH = 7;
