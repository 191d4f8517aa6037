/**
 * Which documents would help an appeal against a decision. What is held already is never asked for
 * again, nor what could change nothing, nor anything that would give away reasons that may not be told.
 * What is held and therefore not asked for is named with the appeal by itself.
 */
import {
  type Evidence,
  type EvidenceKind,
  MAX_EVIDENCE_LATELY,
} from '../domain/appeal/evidence.js';
import type { Decision } from '../domain/credit-account/decision.js';
import type { Ground } from '../domain/credit-account/grounds.js';
import type { CustomerId } from '../domain/identifiers.js';
import type { MeasureCondition } from '../domain/platform-action/measure.js';
import type { ActivityFacts } from '../domain/risk-profile/activity.js';
import { characteristic } from '../domain/risk-profile/catalogue.js';
import type { Rule, RuleSet } from '../domain/risk-profile/rules.js';
import type { Scorecard } from '../domain/risk-profile/scorecard.js';
import type { Instant } from '../domain/time.js';
import { behaviourOf } from './behaviour.js';
import type { Ports } from './ports.js';

/** A document handed in within so many days is not asked for again: a house rule. */
export const HELD_DAYS = 90;
const HELD_MS = HELD_DAYS * 86_400_000;

type HeldDocument = Pick<Evidence, 'kind' | 'uploadedAt'>;

export interface HeldProofs<Document extends HeldDocument = HeldDocument> {
  /** Whether an income counts for this customer at all, by pack and consent. */
  readonly incomeCounts: boolean;
  /** Whether one was verified within the days for which it counts. */
  readonly incomeVerified: boolean;
  readonly evidence: readonly Document[];
  readonly now: Instant;
}

/** The card and the rules that looked on when it was decided; nulls where none did. */
export interface LookedOn {
  readonly card: Pick<Scorecard, 'characteristics'> | null;
  readonly rules: Pick<RuleSet, 'rules'> | null;
}

type Decided = Pick<Decision, 'madeBy' | 'grounds' | 'reasons' | 'measure'>;

/** Of what a lender knows too little of, a bank statement shows more. */
const BY_BANK_STATEMENT: readonly Ground[] = [
  'DELINQUENCY',
  'OVER_DEPENDENCE',
  'BEHAVIOUR',
  'CREDIT_STANDARDS',
];

interface Asking<Document extends HeldDocument = HeldDocument> {
  readonly decision: Decided;
  readonly lookedOn: LookedOn;
  readonly held: HeldProofs<Document>;
}

/** The kinds that would help and are not held, in the order in which they help most. */
export function evidenceAskedFor(asking: Asking): EvidenceKind[] {
  const kindsHeld = new Set(evidenceInHand(asking).map(({ kind }) => kind));
  return helpfulKinds(asking).filter((kind) => !kindsHeld.has(kind));
}

/** The documents for which a kind that would help is not asked for, in the order of those given. */
export function evidenceInHand<Document extends HeldDocument>(
  asking: Asking<Document>,
): Document[] {
  const { now, evidence } = asking.held;
  const kinds = helpfulKinds(asking);
  return evidence.filter(
    ({ kind, uploadedAt }) => kinds.includes(kind) && now - uploadedAt < HELD_MS,
  );
}

function helpfulKinds({ decision, lookedOn, held }: Asking): EvidenceKind[] {
  // A request for a document tells what the decision went by.
  if (decision.madeBy === 'CUSTOMER' || decision.measure?.withheld) return [];
  const wentByIncome =
    held.incomeCounts && !held.incomeVerified && isAboutIncome(decision, lookedOn);
  const helpful: readonly (EvidenceKind | false)[] = [
    wentByIncome && 'INCOME_PROOF',
    BY_BANK_STATEMENT.includes(decision.grounds) && 'BANK_STATEMENT',
    decision.grounds === 'FRAUD_OR_SECURITY' && 'IDENTITY',
  ];
  return helpful.filter((kind) => kind !== false);
}

/** Whether the decision would look at the customer otherwise once an income is verified. */
function isAboutIncome({ reasons, measure }: Decided, { card, rules }: LookedOn): boolean {
  const codes = new Set(reasons.map(({ code }) => code));
  const conditions = measure?.conditions ?? [];
  const acting = (rules?.rules ?? []).filter(
    ({ id, reasonCode }) =>
      codes.has(reasonCode) ||
      conditions.some((each) => each.kind === 'RULE_ACTS' && each.ruleId === id),
  );
  return (
    conditions.some(looksAtIncome) ||
    acting.some(yieldsToIncome) ||
    (card?.characteristics ?? []).some(
      ({ id, reasonCode }) => codes.has(reasonCode) && isIncome(id),
    )
  );
}

const isIncome = (id: string): boolean => characteristic(id)?.source === 'INCOME';

const looksAtIncome = (condition: MeasureCondition): boolean =>
  'characteristicId' in condition && isIncome(condition.characteristicId);

const yieldsToIncome = ({ characteristicId, unless }: Rule): boolean =>
  isIncome(characteristicId) || (unless !== undefined && isIncome(unless.characteristicId));

type Read = Pick<
  Ports,
  'activities' | 'clock' | 'consents' | 'customers' | 'evidence' | 'riskProfiles'
>;

/** As {@link evidenceAskedFor}, with all that it goes by read from the stores. */
export async function askedForBy(ports: Read, decision: Decision): Promise<EvidenceKind[]> {
  const asking = await askingOf(ports, decision);
  return asking ? evidenceAskedFor(asking) : [];
}

/** As {@link evidenceInHand}, with all that it goes by read from the stores; newest first. */
export async function inHandFor(ports: Read, decision: Decision): Promise<Evidence[]> {
  const asking = await askingOf(ports, decision);
  return asking ? evidenceInHand(asking) : [];
}

async function askingOf(ports: Read, decision: Decision): Promise<Asking<Evidence> | undefined> {
  const held = await heldOf(ports, decision.customerId);
  return held && { decision, lookedOn: await lookedOn(ports, decision), held };
}

async function heldOf(
  ports: Pick<Ports, 'activities' | 'clock' | 'consents' | 'customers' | 'evidence'>,
  customerId: CustomerId,
): Promise<HeldProofs<Evidence> | undefined> {
  const [customer] = await ports.customers.find([customerId]);
  if (!customer) return undefined;
  const now = ports.clock.now();
  const behaviour = (await behaviourOf(ports, [customer], now)).get(customerId);
  return heldProofs(
    behaviour,
    await ports.evidence.ofCustomer(customerId, MAX_EVIDENCE_LATELY),
    now,
  );
}

/** What is held, by the behaviour that may be looked at now and the documents of the customer. */
export const heldProofs = <Document extends HeldDocument>(
  behaviour: ActivityFacts | undefined,
  evidence: readonly Document[],
  now: Instant,
): HeldProofs<Document> => ({
  incomeCounts: behaviour?.permitted.has('INCOME') ?? false,
  // The days that are read are those for which a verified income counts.
  incomeVerified: (behaviour?.days ?? []).some(({ income }) => income !== null),
  evidence,
  now,
});

async function lookedOn(
  ports: Pick<Ports, 'riskProfiles'>,
  { assessmentId }: Decision,
): Promise<LookedOn> {
  if (assessmentId === null) return { card: null, rules: null };
  const [assessment] = await ports.riskProfiles.byId([assessmentId]);
  if (!assessment) return { card: null, rules: null };
  const { scorecardVersion, rules } = assessment;
  const [card = null] = await ports.riskProfiles.scorecards([scorecardVersion]);
  const [ruleSet = null] = rules ? await ports.riskProfiles.ruleSets([rules.version]) : [];
  return { card, rules: ruleSet };
}
