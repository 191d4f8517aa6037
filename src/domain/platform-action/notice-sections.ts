/**
 * What a notice of a decision says, section by section, in every language: only what is true of this
 * decision, and of that whatever the jurisdiction pack asks for. A reason that may not be told is in
 * none of them.
 */
import type { DecidedMeasure, Decision } from '../credit-account/decision.js';
import type { Text } from '../wording.js';
import { isConduct, isDeclared } from './grounds-of-measures.js';
import { NOTICE_SECTIONS, type NoticeSection, type NoticeSectionCode } from './notice.js';
import { adviceParagraphs } from './notice-advice.js';
import { appealParagraphs, humanParagraphs } from './notice-appeal.js';
import { debtParagraphs, decisionParagraphs } from './notice-decision.js';
import { CONDUCT_WORDS, GROUND_WORDS, REASON_WORDS, STEP_WORDS } from './notice-decision-words.js';
import { type NoticeFacts, told } from './notice-facts.js';
import { bureauParagraphs, creditorParagraphs, statementParagraphs } from './notice-institution.js';
import { returnParagraphs } from './notice-return.js';
import { HOW_WORDS, RECEIPT_WORDS, SECTION_TITLES } from './notice-words.js';

/** A section, or none where it has nothing to say. */
export const section = (code: NoticeSectionCode, paragraphs: readonly Text[]): NoticeSection[] =>
  paragraphs.length === 0 ? [] : [{ code, title: SECTION_TITLES[code], paragraphs }];

/** The sections in their order, as the pack lists them. */
export function noticeSections(facts: NoticeFacts): NoticeSection[] {
  const { pack, decision } = facts;
  const listed = new Set<NoticeSectionCode>(pack.notice.contents.value);
  // Whatever the pack leaves out: nobody is told without being told what, nor that more is kept back.
  listed.add('DECISION');
  if (withheldOf(decision)) listed.add('WITHHELD');
  return NOTICE_SECTIONS.filter((code) => listed.has(code)).flatMap((code) =>
    section(code, PARAGRAPHS[code](facts)),
  );
}

const withheldOf = ({ measure }: Decision): { readonly source: string } | null =>
  measure?.withheld ?? null;

/** Whether it is for the good of the customer, and owes neither grounds nor an appeal. */
const isGoodNews = ({ kind }: Decision): boolean =>
  kind === 'REINSTATEMENT' || kind === 'REVERSAL' || kind === 'LINE_INCREASE';

const PARAGRAPHS: Readonly<Record<NoticeSectionCode, (facts: NoticeFacts) => readonly Text[]>> = {
  CREDITOR: creditorParagraphs,
  DECISION: decisionParagraphs,
  GROUNDS: groundParagraphs,
  REASONS: reasonParagraphs,
  WITHHELD: ({ decision }) => {
    const withheld = withheldOf(decision);
    return withheld ? [told(REASON_WORDS.WITHHELD, () => ({ source: withheld.source }))] : [];
  },
  MILDER_STEP: milderParagraphs,
  // Of appeals alone.
  FINDINGS: () => [],
  REPAIRS: () => [],
  HOW_DECIDED: howParagraphs,
  BUREAU: bureauParagraphs,
  RETURN: returnParagraphs,
  ADVICE: adviceParagraphs,
  APPEAL: appealParagraphs,
  HUMAN_DECISION: humanParagraphs,
  DEBT: debtParagraphs,
  RIGHTS: (facts) => (isGoodNews(facts.decision) ? [] : statementParagraphs(facts)),
  RECEIPT: ({ decision, auditEntryId }) => [
    told(RECEIPT_WORDS.DECISION, () => ({ decision: decision.id })),
    told(RECEIPT_WORDS.ENTRY, () => ({ entry: auditEntryId })),
  ],
};

function groundParagraphs({ decision }: NoticeFacts): Text[] {
  const { grounds } = decision;
  if (isGoodNews(decision)) return [];
  const ground = told(GROUND_WORDS[grounds]);
  if (grounds === 'CUSTOMER_REQUEST') return [ground];
  return [ground, told(CONDUCT_WORDS[aboutConduct(decision)])];
}

function aboutConduct({ grounds, measure, reasons }: Decision): keyof typeof CONDUCT_WORDS {
  // A measure looks for what its ground is about; by score and rules all that weighs most counts.
  if (measure === null) {
    const told = reasons.flatMap(({ tells }) => tells ?? []);
    const conduct = told.filter((each) => each === 'CONDUCT').length;
    if (conduct > 0 && conduct < told.length) return 'PARTLY';
  }
  if (grounds === 'CREDIT_STANDARDS') return 'NO_JUDGEMENT';
  if (isConduct(grounds)) return 'CONDUCT';
  if (isDeclared(grounds)) return 'NO_JUDGEMENT';
  return grounds === 'MODEL_UPDATE' ? 'MODEL' : 'NOT_CONDUCT';
}

function reasonParagraphs({ decision, reasons }: NoticeFacts): Text[] {
  if (withheldOf(decision) || reasons.length === 0) return [];
  const [only] = reasons;
  if (only && reasons.length === 1) return [only];
  const items = reasons.map((reason, at) =>
    told(REASON_WORDS.ITEM, (locale) => ({ place: at + 1, reason: reason[locale] })),
  );
  return [told(REASON_WORDS.INTRO), ...items];
}

function milderParagraphs({ decision }: NoticeFacts): Text[] {
  const { measure, byPolicy } = decision;
  const weighed = measure?.milder ?? byPolicy?.milder ?? [];
  // Why a milder step does not do can give away a reason that may not be told.
  if (measure?.withheld || weighed.length === 0) return [];
  const steps = weighed.map(({ kind, whyNot }) =>
    told(REASON_WORDS.MILDER, (locale) => ({
      step: STEP_WORDS[kind][locale],
      whyNot: whyNot[locale],
    })),
  );
  return [told(REASON_WORDS.MILDER_INTRO), ...steps];
}

function howParagraphs({ decision, score, lookedOn, pack }: NoticeFacts): Text[] {
  const { madeBy, measure, limitPolicyVersion } = decision;
  const version = (template: Text, of: string | null | undefined): Text[] =>
    of == null ? [] : [told(template, () => ({ version: of }))];
  return [
    ...(madeBy === 'CUSTOMER' ? [] : [told(HOW_WORDS[madeBy])]),
    ...(score ? [told(HOW_WORDS.SCORE, () => ({ score: score.score, band: score.band }))] : []),
    ...version(HOW_WORDS.CARD, lookedOn?.scorecardVersion ?? measure?.scorecardVersion),
    ...version(HOW_WORDS.RULES, lookedOn?.rulesVersion ?? measure?.rulesVersion),
    ...(measure ? [told(policyWords(measure), () => policyFigures(measure))] : []),
    ...version(HOW_WORDS.LIMIT_POLICY, limitPolicyVersion),
    told(HOW_WORDS.PACK, () => ({ edition: pack.id })),
  ];
}

/** The name of a measure says what it looks for, so it is kept back with the reasons. */
const policyWords = ({ withheld }: DecidedMeasure): Text =>
  withheld ? HOW_WORDS.ACTION_POLICY_ALONE : HOW_WORDS.ACTION_POLICY;

const policyFigures = ({ actionPolicyVersion, measureId, withheld }: DecidedMeasure) => ({
  version: actionPolicyVersion,
  ...(!withheld && { measure: measureId }),
});
