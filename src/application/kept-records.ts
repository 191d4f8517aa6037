/**
 * What is kept about a customer, kind by kind, under the names that the store gives its records: what
 * it is in words, and by which retention class it goes. An export and the schedule read from here.
 */
import { UNUSED_DAYS } from '../domain/appeal/evidence.js';
import type { RetentionClass } from '../domain/policy/retention.js';
import type { Text } from '../domain/wording.js';

export interface KeptRecords {
  /** What the records are. */
  readonly text: Text;
  /** Null: kept for a short and fixed time, whatever the jurisdiction. */
  readonly retentionClass: RetentionClass | null;
}

const kept = (retentionClass: RetentionClass | null, en: string, zh: string): KeptRecords => ({
  text: { en, zh },
  retentionClass,
});

/** By name; whatever belongs to a customer is here. */
export const KEPT_RECORDS: Readonly<Record<string, KeptRecords>> = {
  customer: kept('IDENTITY_RECORDS', 'Your customer record.', '您的客户记录。'),
  customer_identity: kept(
    'IDENTITY_RECORDS',
    'Your name and how to reach you.',
    '您的姓名和联系方式。',
  ),
  protected_attribute: kept(
    'IDENTITY_RECORDS',
    'Facts that never reach a score; they serve to check that scoring is fair.',
    '从不用于评分、仅用于检验评分公平性的信息。',
  ),
  source_record: kept('IDENTITY_RECORDS', 'Where your record came from.', '您的记录从何处导入。'),
  consent: kept('IDENTITY_RECORDS', 'Consents that you gave and withdrew.', '您给予和撤回的同意。'),
  legal_hold: kept(
    'IDENTITY_RECORDS',
    'Legal holds, which keep records from being erased.',
    '使记录不被删除的法律保全。',
  ),
  credit_account: kept('TRANSACTION_RECORDS', 'Your credit lines.', '您的信贷额度。'),
  ledger_position: kept('TRANSACTION_RECORDS', 'What stands on each line.', '各额度的账面余额。'),
  journal_entry: kept(
    'TRANSACTION_RECORDS',
    'What was booked on your lines.',
    '额度上的记账分录。',
  ),
  posting: kept('TRANSACTION_RECORDS', 'The amounts of what was booked.', '记账分录的金额。'),
  hold: kept('TRANSACTION_RECORDS', 'Authorised payments.', '预授权。'),
  instalment_plan: kept('TRANSACTION_RECORDS', 'Instalment plans.', '分期计划。'),
  statement: kept('TRANSACTION_RECORDS', 'Monthly statements.', '月度账单。'),
  refund_due: kept('TRANSACTION_RECORDS', 'Refunds of credit balances.', '贷方余额的退款。'),
  closure: kept('TRANSACTION_RECORDS', 'Closures of lines.', '额度的关闭记录。'),
  closure_request: kept(
    'TRANSACTION_RECORDS',
    'Notices of closing, and closings asked for on your behalf.',
    '关闭通知，以及代您提出的关闭申请。',
  ),
  closure_quote: kept(
    null,
    'Closing quotes that you asked for; they go when they have run out.',
    '您索取的关闭报价，过期后删除。',
  ),
  credit_application: kept('TRANSACTION_RECORDS', 'Applications for a line.', '额度申请。'),
  audit_entry: kept(
    'TRANSACTION_RECORDS',
    'What was done, as the audit trail has it; without its content it stays for ever.',
    '审计记录；删除内容后，其余部分永久保留。',
  ),
  outbox_message: kept(
    'TRANSACTION_RECORDS',
    'What business systems were told.',
    '告知各业务系统的消息。',
  ),
  assessment: kept(
    'TREND_AGGREGATES',
    'Your scores, with the facts behind them.',
    '您的评分及其依据。',
  ),
  activity: kept('RAW_EVENTS', 'Activities, one by one.', '逐条行为记录。'),
  activity_day: kept('DAILY_BUCKETS', 'Activities, added up by day.', '按日汇总的行为记录。'),
  decision: kept(
    'ADVERSE_ACTION_EVIDENCE',
    'Decisions on your lines and applications, with their reasons.',
    '关于您的额度和申请的决定及理由。',
  ),
  platform_action: kept(
    'ADVERSE_ACTION_EVIDENCE',
    'What became of our decisions on your lines.',
    '我们对您额度所作决定的后续情况。',
  ),
  notice: kept(
    'ADVERSE_ACTION_EVIDENCE',
    'Notices of decisions, and when they reached you.',
    '决定通知及其送达时间。',
  ),
  appeal: kept(
    'ADVERSE_ACTION_EVIDENCE',
    'Your appeals, what you were asked, and the answers.',
    '您的申诉、向您提出的问题以及答复。',
  ),
  evidence: kept(
    'ADVERSE_ACTION_EVIDENCE',
    `Documents that you handed in; those that no appeal names go after ${UNUSED_DAYS} days.`,
    `您提交的文件；未用于申诉的文件在 ${UNUSED_DAYS} 天后删除。`,
  ),
  evidence_piece: kept(
    'ADVERSE_ACTION_EVIDENCE',
    'The pieces that these documents are kept in; each document is handed out whole, by itself.',
    '上述文件的存储分片；每份文件可单独完整下载。',
  ),
  file_access: kept(
    'IDENTITY_RECORDS',
    'Who of our staff looked at your file, and what for.',
    '我方人员查看您档案的记录及目的。',
  ),
  idempotency_key: kept(
    null,
    'Keys of requests that were answered, for 30 days.',
    '已答复请求的键，保留 30 天。',
  ),
};
