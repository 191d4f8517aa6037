/**
 * What follows from a decision of the creditor, as far as the packs have it in common: what its notice
 * says, how long the customer has to answer it, and how long the answer may stand still.
 */

const HOUSE = 'house rule';

/** Every section of a decision's notice. */
const ALL_SECTIONS = [
  'CREDITOR',
  'DECISION',
  'GROUNDS',
  'REASONS',
  'WITHHELD',
  'MILDER_STEP',
  'HOW_DECIDED',
  'BUREAU',
  'RETURN',
  'ADVICE',
  'APPEAL',
  'HUMAN_DECISION',
  'DEBT',
  'RIGHTS',
  'RECEIPT',
] as const;

/** All but one: where there is no right to a person's decision, or no statement in the law's words. */
export const sectionsWithout = (
  left: 'HUMAN_DECISION' | 'RIGHTS',
): readonly (typeof ALL_SECTIONS)[number][] => ALL_SECTIONS.filter((section) => section !== left);

/** Where no law prescribes what a notice says of the customer's rights, in words of its own. */
export const NO_STATEMENT = {
  value: null,
  source: HOUSE,
  why: 'No law prescribes words for it; what the customer can do stands in the sections of its own.',
} as const;

/** Where no law asks for the factors of a score beside the reasons. */
export const NO_SCORE_FACTORS = {
  value: false,
  source: HOUSE,
  why: 'The reasons name what counted; no law asks for the factors of the score apart.',
} as const;

/** Longer than sixty days from the last day on which any pack lets a notice come. */
export const FILING_DAYS = {
  value: 90,
  source: HOUSE,
  why: 'No law names a last day; it leaves sixty days after a notice that comes on the thirtieth, the latest anywhere.',
} as const;

export const ESCALATION_DAYS = {
  value: 3,
  source: HOUSE,
  why: 'Enough for somebody above to step in, and a fifth of the shortest period for an answer.',
} as const;

export const IDLE_DAYS = {
  value: 7,
  source: HOUSE,
  why: 'Who is away for a few days keeps a case, and of the shortest period for an answer half is left for whoever takes it over.',
} as const;

/** Where no law counts the days of an answer from the application itself. */
export const ANSWER_FROM_DECISION = {
  value: 'DECISION',
  source: HOUSE,
  why: 'No law counts them from the application; who is answered is told soon after it was decided.',
} as const;

/** Where an offer that is not accepted is no decision against the customer. */
export const NO_COUNTEROFFER = {
  value: null,
  source: HOUSE,
  why: 'The offer itself says what is offered and why it is less; not to accept it is the customer’s own decision.',
} as const;

/** An agreement is offered again, and the customer takes it or leaves it. */
export const RETURN_BY_OFFER = {
  value: 'OFFER',
  source: HOUSE,
  why: 'Who has met the conditions need not ask twice; a fresh assessment comes first, and nothing is opened before the customer accepts.',
} as const;
