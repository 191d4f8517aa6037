/** A good input for every mutation, and values that are good for none. */
import { newId } from '../../support/portfolio.js';

/** A line of the borrower with debt. */
export const LINE = '01990000-0000-7000-8001-000000000002';
export const EUR = { amount: '1.00', currency: 'EUR' };
export const SERVICE = { persona: 'service', stepUp: true } as const;

/** An input that each mutation could carry out or refuse for a better reason. */
export const INPUTS: Record<string, readonly [type: string, input: Record<string, unknown>]> = {
  closeAccount: ['CloseAccountInput', { accountId: LINE, expectedVersion: 1, idempotencyKey: 'k' }],
  authorizeUse: [
    'AuthorizeUseInput',
    { accountId: LINE, capability: 'PAY', amount: EUR, idempotencyKey: 'k' },
  ],
  captureHold: ['CaptureHoldInput', { holdId: newId(), amount: EUR, idempotencyKey: 'k' }],
  voidHold: ['VoidHoldInput', { holdId: newId(), idempotencyKey: 'k' }],
  postRepayment: ['PostAmountInput', { accountId: LINE, amount: EUR, idempotencyKey: 'k' }],
  postRefund: ['PostAmountInput', { accountId: LINE, amount: EUR, idempotencyKey: 'k' }],
  postFee: ['PostAmountInput', { accountId: LINE, amount: EUR, idempotencyKey: 'k' }],
  postReturnedPayment: ['UndoEntryInput', { entryId: newId(), idempotencyKey: 'k' }],
  reverseEntry: ['UndoEntryInput', { entryId: newId(), idempotencyKey: 'k' }],
  decreaseLimit: [
    'DecreaseLimitInput',
    { accountId: LINE, limit: EUR, expectedVersion: 1, idempotencyKey: 'k' },
  ],
  pauseLine: ['PauseLineInput', { accountId: LINE, expectedVersion: 1, idempotencyKey: 'k' }],
  resumeLine: ['PauseLineInput', { accountId: LINE, expectedVersion: 1, idempotencyKey: 'k' }],
  withdrawClosure: ['WithdrawClosureInput', { accountId: LINE, idempotencyKey: 'k' }],
  requestClosureOnBehalf: [
    'RequestClosureOnBehalfInput',
    { accountId: LINE, cause: 'FRAUD', statement: 'Seen.', idempotencyKey: 'k' },
  ],
  approveClosureOnBehalf: ['DecideClosureInput', { requestId: newId(), idempotencyKey: 'k' }],
  declineClosureOnBehalf: ['DecideClosureInput', { requestId: newId(), idempotencyKey: 'k' }],
  placeLegalHold: [
    'PlaceLegalHoldInput',
    { customerId: newId(), reason: 'A dispute.', idempotencyKey: 'k' },
  ],
  liftLegalHold: ['LiftLegalHoldInput', { legalHoldId: newId(), idempotencyKey: 'k' }],
  payRefund: ['PayRefundInput', { refundId: newId(), idempotencyKey: 'k' }],
  acceptOffer: ['OfferInput', { applicationId: newId(), idempotencyKey: 'k' }],
  requestFormerLimit: ['RequestFormerLimitInput', { accountId: LINE, idempotencyKey: 'k' }],
  takeMeasure: [
    'TakeMeasureInput',
    {
      accountId: LINE,
      measureId: 'fund-pool-decrease',
      statement: 'Seen.',
      expectedVersion: 1,
      idempotencyKey: 'k',
    },
  ],
  liftMeasure: [
    'LiftMeasureInput',
    { decisionId: newId(), statement: 'Settled.', idempotencyKey: 'k' },
  ],
  recordNoticeDelivered: [
    'RecordNoticeDeliveredInput',
    {
      noticeId: newId(),
      channel: 'LETTER',
      deliveredAt: '2026-11-25T00:00:00Z',
      idempotencyKey: 'k',
    },
  ],
  acknowledgeNotice: ['AcknowledgeNoticeInput', { noticeId: newId(), idempotencyKey: 'k' }],
  fileAppeal: [
    'FileAppealInput',
    { decisionId: newId(), statement: 'It is not so.', idempotencyKey: 'k' },
  ],
  requestHumanDecision: [
    'FileAppealInput',
    { decisionId: newId(), statement: 'It is not so.', idempotencyKey: 'k' },
  ],
  requestReconsideration: [
    'RequestReconsiderationInput',
    { appealId: newId(), statement: 'It is not so.', idempotencyKey: 'k' },
  ],
  withdrawAppeal: ['AppealInput', { appealId: newId(), idempotencyKey: 'k' }],
  answerAppeal: ['AnswerAppealInput', { appealId: newId(), text: 'Yes.', idempotencyKey: 'k' }],
  assignAppeal: ['AppealInput', { appealId: newId(), idempotencyKey: 'k' }],
  releaseAppeal: ['AppealInput', { appealId: newId(), idempotencyKey: 'k' }],
  askAppellant: [
    'AskAppellantInput',
    { appealId: newId(), question: 'Since when?', idempotencyKey: 'k' },
  ],
  extendAppeal: [
    'ExtendAppealInput',
    { appealId: newId(), kind: 'COMPLEX', why: 'A bank is asked.', idempotencyKey: 'k' },
  ],
  decideAppeal: [
    'DecideAppealInput',
    { appealId: newId(), outcome: 'UPHELD', reasons: 'It is right.', idempotencyKey: 'k' },
  ],
  turnDownOffer: ['OfferInput', { applicationId: newId(), idempotencyKey: 'k' }],
};
export const MUTATIONS = Object.keys(INPUTS);
export const idOf = (name: string): string =>
  Object.keys(INPUTS[name]![1]).find((member) => member.endsWith('Id'))!;

export const NO_IDS = [
  '',
  'x',
  LINE.replace('8001', '800A'),
  `${LINE}\n`,
  `${LINE}\u0000`,
  '\u0000',
  '\ud800',
  '__proto__',
  "'; drop table customer; --",
  'x'.repeat(10_000),
];
export const NO_TEXTS = ['', '\u0000', 'a\u0000b', 'a\nb', '\ud800', 'x\udc00y', 'x'.repeat(201)];
export const NO_DECIMALS = [
  1,
  1.5,
  null,
  true,
  '',
  '1e3',
  '+1',
  '01',
  '1.',
  '.5',
  '1.00000',
  '12345678901234567',
  '1,5',
  '１',
  '1\u0000',
  'NaN',
  'Infinity',
  '0x10',
  ' 1',
  ['1'],
  {},
];
export const NO_DAYS = [
  '2026-02-30',
  '2026-02-29',
  '2026-13-01',
  '0000-00-00',
  '2026-1-1',
  '2026-11-25T00:00:00Z',
  '+002026-11-25',
  'today',
  '2026-11-25\u0000',
  20_261_125,
];
export const NO_DURATIONS = ['', 'P', 'PT', 'x', '1 day', 'P1D\u0000', 86_400, null];
export const NO_ADVANCES = ['PT0S', '-P1D', 'P0D', 'P999999Y', 'P3661D', 'P1.5D'];
/** Null is none of them: a closing by a quote names no version. */
export const NO_VERSIONS = [1.5, '1', 2 ** 31, -(2 ** 31) - 1, true];
export const NO_SIZES = [0, -1, 101, 2 ** 31 - 1];
