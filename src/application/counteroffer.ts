/**
 * An offer of less than the customer applied for, which the customer does not accept. Some laws take
 * it then for what it is, a refusal of what was asked for: the customer is told why there was no more.
 */
import { type Decision, isOfferInPart } from '../domain/credit-account/decision.js';
import { groundByScore } from '../domain/credit-account/reason-tells.js';
import type { CreditApplication } from '../domain/credit-account/way-back.js';
import { scoreReasons } from '../domain/platform-action/score-reasons.js';
import { adverseActionOf } from '../domain/policy/adverse-action.js';
import { appealUntil } from '../domain/policy/appeal-periods.js';
import { JURISDICTION_PACKS, type JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import type { Assessment } from '../domain/risk-profile/assessment.js';
import { MAX_REASONS } from '../domain/risk-profile/explanation.js';
import { type Instant, utc } from '../domain/time.js';
import { compiled } from './assess.js';
import { giveNotices } from './give-notice.js';
import type { Ports } from './ports.js';
import { tell } from './tell.js';

/**
 * Decides on what was asked for beyond an offer that was just turned down or has lapsed, by the rules of
 * the application, and gives the notice; in the caller's transaction and under the customer's lock, after
 * the offer was ended. Nothing where the rules see no decision in it, or all that was asked for was
 * offered. Audit entry `credit-application.counteroffer-ended`, and its message.
 */
export async function refuseRest(
  ports: Ports,
  offer: CreditApplication,
  status: 'TURNED_DOWN' | 'LAPSED',
  now: Instant,
): Promise<void> {
  const pack = JURISDICTION_PACKS.find(({ id }) => id === offer.packEdition);
  if (!pack || pack.adverseAction.counterofferDays.value === null) return;
  const [offered] = await ports.closures.decisions([offer.decisionId]);
  if (!offered || !isOfferInPart(offered)) return;
  const [assessment = null] = await ports.riskProfiles.byId([offer.assessmentId]);
  const decision = await decisionOf(ports, offered, { pack, assessment, now });
  const application = { ...offer, status, decisionId: decision.id, endedAt: now };
  await ports.closures.addDecisions([decision]);
  await ports.applications.save(application);
  const auditEntryId = ports.entropy.nextId();
  await tellEnded(ports, application, decision, auditEntryId);
  const occasion = { decision, account: null, application, pack, auditEntryId, assessment };
  await giveNotices(ports, [occasion], now);
}

/** The reasons of the offer first: the share that was offered, and what the score was short of. */
async function decisionOf(
  ports: Ports,
  offered: Decision,
  at: {
    readonly pack: JurisdictionPack;
    readonly assessment: Assessment | null;
    readonly now: Instant;
  },
): Promise<Decision> {
  const { pack, assessment, now: decidedAt } = at;
  const ofScore = assessment ? await shortOf(ports, assessment) : [];
  const grounds = groundByScore(
    ofScore.map(({ tells }) => tells),
    false,
  );
  const adverseAction = adverseActionOf(pack, 'APPLICATION', grounds);
  return {
    ...offered,
    id: ports.entropy.nextId(),
    grounds,
    reasons: [...offered.reasons, ...ofScore].slice(0, MAX_REASONS),
    adverseAction,
    decidedAt,
    packEdition: pack.id,
    causedBy: offered.id,
    appealUntil: appealUntil(pack, { adverseAction, decidedAt }),
  };
}

async function shortOf({ riskProfiles }: Ports, { scorecardVersion, rules, values }: Assessment) {
  const [card] = await riskProfiles.scorecards([scorecardVersion]);
  const [set = null] = rules ? await riskProfiles.ruleSets([rules.version]) : [];
  return card ? scoreReasons(compiled(card), set, values) : [];
}

async function tellEnded(
  ports: Ports,
  { id: applicationId, customerId, status }: CreditApplication,
  decision: Decision,
  entryId: string,
): Promise<void> {
  const { id: decisionId, causedBy, grounds, reasons, adverseAction, decidedAt } = decision;
  const data = { schemaVersion: 1, applicationId, decisionId, status, at: utc(decidedAt) };
  const type = 'credit-application.counteroffer-ended';
  const content = {
    type,
    ...data,
    customerId,
    causedBy,
    grounds,
    reasons: reasons.map(({ code }) => code),
    adverseAction,
    packEdition: decision.packEdition,
  };
  const about = { id: customerId, customerId };
  await tell(ports, about, { entryId, content, type: `clearline.${type}.v1`, data }, decidedAt);
}
