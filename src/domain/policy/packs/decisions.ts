/**
 * What follows from a decision of the creditor, as far as the packs have it in common: what its notice
 * says, how long the customer has to answer it, and how long the answer may stand still.
 */

const HOUSE = 'house rule';

/** Every section of a notice; a jurisdiction without a right to a human decision has its own list. */
export const ALL_SECTIONS = [
  'DECISION',
  'GROUNDS',
  'REASONS',
  'WITHHELD',
  'MILDER_STEP',
  'HOW_DECIDED',
  'BUREAU',
  'RETURN',
  'APPEAL',
  'HUMAN_DECISION',
  'DEBT',
  'RECEIPT',
] as const;

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

/** An agreement is offered again, and the customer takes it or leaves it. */
export const RETURN_BY_OFFER = {
  value: 'OFFER',
  source: HOUSE,
  why: 'Who has met the conditions need not ask twice; a fresh assessment comes first, and nothing is opened before the customer accepts.',
} as const;
