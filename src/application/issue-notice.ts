/** A notice as it is made: by when it must have reached its customer, and how its making is told. */
import { canonicalJson } from '../domain/audit-trail/canonical-json.js';
import type { Decision } from '../domain/credit-account/decision.js';
import type { CustomerId, Id } from '../domain/identifiers.js';
import type { Notice, NoticeSection } from '../domain/platform-action/notice.js';
import {
  firstAlarmAt,
  noticeDeadline,
  type ToBeTold,
} from '../domain/platform-action/notice-deadline.js';
import type { JurisdictionPack } from '../domain/policy/jurisdiction-pack.js';
import { type Instant, utc } from '../domain/time.js';
import type { Ports } from './ports.js';
import { tellAll } from './tell.js';

interface Under {
  readonly under: Pick<Decision, 'id' | 'customerId' | 'accountId'> & ToBeTold;
  readonly pack: JurisdictionPack;
  readonly auditEntryId: Id;
}

/** A notice under a decision; its deadline is the pack's for such a one, unless another is named. */
export function noticeOf(
  { entropy }: Pick<Ports, 'entropy'>,
  { under, pack, auditEntryId }: Under,
  sections: readonly NoticeSection[],
  now: Instant,
  deadline: Pick<Notice, 'dueOn' | 'dueAt'> = noticeDeadline(pack, under),
): Notice {
  const { dueOn, dueAt } = deadline;
  return {
    id: entropy.nextId(),
    customerId: under.customerId,
    accountId: under.accountId,
    decisionId: under.id,
    sections,
    issuedAt: now,
    dueOn,
    dueAt,
    packEdition: pack.id,
    auditEntryId,
    deliveredAt: null,
    channel: null,
    alarms: [],
    alarmAt: firstAlarmAt({ issuedAt: now, dueOn, dueAt }, pack),
  };
}

/** Keeps the notices, and tells of each what it says by its hash alone. */
export async function issue(ports: Ports, notices: readonly Notice[], now: Instant): Promise<void> {
  await ports.notices.add(notices);
  const byCustomer = Map.groupBy(notices, ({ customerId }) => customerId);
  for (const [customerId, own] of byCustomer) {
    await tellAll(
      ports,
      customerId,
      own.map((notice) => issued(ports, customerId, notice)),
      now,
    );
  }
}

function issued({ entropy }: Pick<Ports, 'entropy'>, customerId: CustomerId, notice: Notice) {
  const data = {
    schemaVersion: 1,
    noticeId: notice.id,
    decisionId: notice.decisionId,
    dueOn: notice.dueOn,
    dueAt: utc(notice.dueAt),
  };
  const sections = new TextEncoder().encode(canonicalJson(notice.sections));
  const content = {
    type: 'notice.issued',
    ...data,
    customerId,
    accountId: notice.accountId,
    sections: notice.sections.map(({ code }) => code),
    sectionsSha256: Buffer.from(entropy.sha256(sections)).toString('hex'),
    packEdition: notice.packEdition,
  };
  const type = 'clearline.notice.issued.v1';
  const subject = notice.accountId ?? customerId;
  return { entryId: entropy.nextId(), content, type, data, subject };
}
