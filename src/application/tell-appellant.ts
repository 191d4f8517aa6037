/**
 * Tells the customer of a case that is being worked on, in the transaction of the step. It is a
 * notice as any other, so that it is in both languages, is delivered by whoever delivers notices, and
 * raises an alarm where that is missed; messages to other systems carry none of its words.
 */
import type { Appeal } from '../domain/appeal/appeal.js';
import type { Id } from '../domain/identifiers.js';
import type { Notice } from '../domain/platform-action/notice.js';
import {
  type CaseNews,
  caseNewsDeadline,
  caseNewsSections,
} from '../domain/platform-action/notice-case.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import type { Instant } from '../domain/time.js';
import { issue, noticeOf } from './issue-notice.js';
import { lineNames } from './notice-facts.js';
import type { Ports } from './ports.js';

/** A step on a case that its customer is told of. */
export interface AppellantTold {
  /** As it is after the step. */
  readonly appeal: Appeal;
  /** The edition by which the case goes. */
  readonly pack: JurisdictionPack;
  readonly news: CaseNews;
  /** The audit entry of the step. */
  readonly auditEntryId: Id;
}

/** Gives the notice under the decision that is looked at again. In the caller's transaction. */
export async function tellAppellant(
  ports: Ports,
  { appeal, pack, news, auditEntryId }: AppellantTold,
  now: Instant,
): Promise<Notice> {
  const { decisionId, accountId } = appeal;
  const [decision] = await ports.closures.decisions([decisionId]);
  if (!decision) throw new Error(`appeal ${appeal.id} is about no decision`);
  const [account = null] = accountId === null ? [] : await ports.accounts.find([accountId]);
  const about = { decision, account };
  const lineName = (await lineNames(ports, [about]))(about);
  const { institution } = ports;
  const facts = { appeal, decision, pack, institution, lineName, news, auditEntryId };
  const under = { under: decision, pack, auditEntryId };
  const deadline = caseNewsDeadline(news, pack);
  const notice = noticeOf(ports, under, caseNewsSections(facts), now, deadline);
  await issue(ports, [notice], now);
  return notice;
}
