/** Words for traits of a credit bureau's newest report; see `behaviour.ts` for `{window}`. */
import type { TraitWords } from './behaviour-words.js';

/** A bureau tells what changed in its next report, tomorrow at the earliest. */
const WITH_THE_NEXT_REPORT = 1;

export const BUREAU_WORDS = {
  bureau_open_lines: {
    direction: 'NOT_MONOTONE',
    meaning: {
      en: 'Lines of credit open anywhere, by the newest bureau report of the last {window}.',
      zh: '最近{window}内最新征信报告所载的未结清额度数。',
    },
    change: {
      how: {
        en: 'Close lines elsewhere that you don’t need, and have errors corrected by the bureau; its next report counts.',
        zh: '关闭在其他机构不需要的额度，并请征信机构更正错误；以其下一份报告为准。',
      },
      earliestDays: WITH_THE_NEXT_REPORT,
    },
    reason: {
      en: 'By the newest bureau report you have {count} open {count|one:line|other:lines} of credit.',
      zh: '根据最新征信报告，您有{count}项未结清额度。',
    },
    favour: {
      en: 'By the newest bureau report you have {count} open {count|one:line|other:lines} of credit.',
      zh: '根据最新征信报告，您有{count}项未结清额度。',
    },
    atZero: {
      en: 'By the newest bureau report you have no open line of credit.',
      zh: '根据最新征信报告，您没有未结清额度。',
    },
  },
  bureau_inquiries: {
    direction: 'HIGHER_IS_RISKIER',
    meaning: {
      en: 'Inquiries of 180 days, by the newest bureau report of the last {window}.',
      zh: '最近{window}内最新征信报告所载180天内的查询次数。',
    },
    change: {
      how: {
        en: 'Apply for no credit elsewhere: an inquiry leaves the bureau’s count after 180 days; its next report counts.',
        zh: '暂不在其他机构申请信贷：每次查询在180天后退出征信统计；以其下一份报告为准。',
      },
      earliestDays: WITH_THE_NEXT_REPORT,
    },
    reason: {
      en: 'The newest bureau report counts {count} {count|one:inquiry|other:inquiries} about you in 180 days.',
      zh: '最新征信报告显示，您在180天内被查询{count}次。',
    },
    favour: {
      en: 'The newest bureau report counts no more than {count} {count|one:inquiry|other:inquiries} about you in 180 days.',
      zh: '最新征信报告显示，您在180天内被查询不超过{count}次。',
    },
    atZero: {
      en: 'The newest bureau report counts no inquiry about you in 180 days.',
      zh: '最新征信报告显示，您在180天内没有被查询。',
    },
  },
  bureau_delinquencies: {
    direction: 'HIGHER_IS_RISKIER',
    meaning: {
      en: 'Delinquencies of 24 months, by the newest bureau report of the last {window}.',
      zh: '最近{window}内最新征信报告所载24个月内的逾期次数。',
    },
    change: {
      how: {
        en: 'Pay every due on time everywhere: a delinquency leaves the bureau’s count after 24 months; its next report counts.',
        zh: '在所有机构按时还款：每次逾期在24个月后退出征信统计；以其下一份报告为准。',
      },
      earliestDays: WITH_THE_NEXT_REPORT,
    },
    reason: {
      en: 'The newest bureau report counts {count} {count|one:delinquency|other:delinquencies} in 24 months.',
      zh: '最新征信报告显示，您在24个月内逾期{count}次。',
    },
    favour: {
      en: 'The newest bureau report counts no more than {count} {count|one:delinquency|other:delinquencies} in 24 months.',
      zh: '最新征信报告显示，您在24个月内逾期不超过{count}次。',
    },
    atZero: {
      en: 'The newest bureau report counts no delinquency in 24 months.',
      zh: '最新征信报告显示，您在24个月内没有逾期。',
    },
  },
} as const satisfies Record<string, TraitWords>;
