/** Which documents notices ask for: those that would help, and that are not held. */
import {
  type Evidence,
  type EvidenceKind,
  MAX_EVIDENCE_LATELY,
} from '../domain/appeal/evidence.js';
import type { Instant } from '../domain/time.js';
import { behaviourOf } from './behaviour.js';
import { evidenceAskedFor } from './evidence-asked-for.js';
import type { LookedOnBy, NoticeOccasion } from './notice-occasion.js';
import type { Ports } from './ports.js';

type Read = Pick<Ports, 'activities' | 'consents' | 'customers' | 'evidence'>;

/** Of each occasion; what is held is read only where a document would help at all. */
export async function askedForIn(
  ports: Read,
  occasions: readonly NoticeOccasion[],
  lookedOn: readonly LookedOnBy[],
  now: Instant,
): Promise<EvidenceKind[][]> {
  const handedIn = new Map<string, Evidence[]>();
  const asked: EvidenceKind[][] = [];
  for (const [at, occasion] of occasions.entries()) {
    asked.push(await askedForOne(ports, occasion, lookedOn[at], handedIn, now));
  }
  return asked;
}

async function askedForOne(
  ports: Read,
  { decision, activity }: NoticeOccasion,
  lookedOn: LookedOnBy | undefined,
  handedIn: Map<string, Evidence[]>,
  now: Instant,
): Promise<EvidenceKind[]> {
  if (decision.appealUntil === null) return [];
  const { customerId } = decision;
  const given = {
    decision,
    lookedOn: { card: lookedOn?.card ?? null, rules: lookedOn?.rules ?? null },
  };
  const nothing = { incomeCounts: true, incomeVerified: false, evidence: [], now };
  const helpful = evidenceAskedFor({ ...given, held: nothing });
  if (helpful.length === 0) return [];
  const evidence =
    handedIn.get(customerId) ?? (await ports.evidence.ofCustomer(customerId, MAX_EVIDENCE_LATELY));
  handedIn.set(customerId, evidence);
  const behaviour = helpful.includes('INCOME_PROOF')
    ? (activity ?? (await readBehaviour(ports, customerId, now)))
    : undefined;
  const held = {
    incomeCounts: behaviour?.permitted.has('INCOME') ?? false,
    incomeVerified: (behaviour?.days ?? []).some(({ income }) => income !== null),
    evidence,
    now,
  };
  return evidenceAskedFor({ ...given, held });
}

async function readBehaviour(ports: Read, customerId: string, now: Instant) {
  const customers = await ports.customers.find([customerId]);
  return (await behaviourOf(ports, customers, now)).get(customerId);
}
