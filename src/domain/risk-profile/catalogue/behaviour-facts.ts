/** Words for traits of applications, closings, sightings and income; see `behaviour.ts`. */
import { leavingTheWindow, type TraitWords } from './behaviour-words.js';
import { AT_ONCE } from './entry.js';

export const FACT_WORDS = {
  applications: {
    direction: 'HIGHER_IS_RISKIER',
    meaning: {
      en: 'Applications for credit within the last {window}.',
      zh: '最近{window}内的授信申请次数。',
    },
    change: leavingTheWindow({
      en: 'Make no further application: each one leaves the count after {window}.',
      zh: '暂不提出新的申请：每次申请在{window}后不再计入。',
    }),
    reason: {
      en: 'You applied for credit {count} {count|one:time|other:times} within the last {window}.',
      zh: '最近{window}内，您申请授信{count}次。',
    },
    favour: {
      en: 'You applied for credit no more than {count} {count|one:time|other:times} within the last {window}.',
      zh: '最近{window}内，您申请授信不超过{count}次。',
    },
    atZero: {
      en: 'You did not apply for credit within the last {window}.',
      zh: '最近{window}内，您没有申请授信。',
    },
  },
  lines_opened: {
    direction: 'HIGHER_IS_RISKIER',
    meaning: {
      en: 'Credit lines opened within the last {window}.',
      zh: '最近{window}内新开的额度数。',
    },
    change: leavingTheWindow({
      en: 'Open no further line: each opening leaves the count after {window}.',
      zh: '暂不开立新的额度：每次开立在{window}后不再计入。',
    }),
    reason: {
      en: 'You opened {count} credit {count|one:line|other:lines} within the last {window}.',
      zh: '最近{window}内，您新开{count}项额度。',
    },
    favour: {
      en: 'You opened no more than {count} credit {count|one:line|other:lines} within the last {window}.',
      zh: '最近{window}内，您新开的额度不超过{count}项。',
    },
    atZero: {
      en: 'You opened no credit line within the last {window}.',
      zh: '最近{window}内，您没有新开额度。',
    },
  },
  lines_closed: {
    // One closing is no sign of risk; a rule looks at many of them.
    direction: 'HIGHER_IS_RISKIER',
    meaning: {
      en: 'Credit lines that you closed within the last {window}.',
      zh: '最近{window}内您关闭的额度数。',
    },
    change: leavingTheWindow({
      en: 'It only falls with time: each closing leaves the count after {window}.',
      zh: '只会随时间下降：每次关闭在{window}后不再计入。',
    }),
    reason: {
      en: 'You closed {count} credit {count|one:line|other:lines} within the last {window}.',
      zh: '最近{window}内，您关闭了{count}项额度。',
    },
    favour: {
      en: 'You closed no more than {count} credit {count|one:line|other:lines} within the last {window}.',
      zh: '最近{window}内，您关闭的额度不超过{count}项。',
    },
    atZero: {
      en: 'You closed no credit line within the last {window}.',
      zh: '最近{window}内，您没有关闭额度。',
    },
  },
  devices: {
    direction: 'HIGHER_IS_RISKIER',
    meaning: {
      en: 'Different devices from which your account was used within the last {window}.',
      zh: '最近{window}内使用您账户的不同设备数。',
    },
    change: leavingTheWindow({
      en: 'Use your account from few devices of your own: one that is no longer used leaves the count after {window}.',
      zh: '仅使用少数本人设备：不再使用的设备在{window}后不再计入。',
    }),
    reason: {
      en: 'Your account was used from {count} different {count|one:device|other:devices} within the last {window}.',
      zh: '最近{window}内，您的账户在{count}台不同设备上使用。',
    },
    favour: {
      en: 'Your account was used from no more than {count} {count|one:device|other:devices} within the last {window}.',
      zh: '最近{window}内，使用您账户的设备不超过{count}台。',
    },
    atZero: {
      en: 'No device was seen using your account within the last {window}.',
      zh: '最近{window}内，没有设备使用您的账户。',
    },
  },
  places: {
    // Whoever travels is no risk for it.
    direction: 'NOT_MONOTONE',
    meaning: {
      en: 'Different places from which your account was used within the last {window}.',
      zh: '最近{window}内使用您账户的不同地点数。',
    },
    change: leavingTheWindow({
      en: 'It follows from where you use your account; a place leaves the count after {window}.',
      zh: '取决于您在何处使用账户；每个地点在{window}后不再计入。',
    }),
    reason: {
      en: 'Your account was used from {count} different {count|one:place|other:places} within the last {window}.',
      zh: '最近{window}内，您的账户在{count}个不同地点使用。',
    },
    favour: {
      en: 'Your account was used from {count} {count|one:place|other:places} within the last {window}.',
      zh: '最近{window}内，您的账户在{count}个地点使用。',
    },
    atZero: {
      en: 'No place was seen from which your account was used within the last {window}.',
      zh: '最近{window}内，没有使用您账户的地点记录。',
    },
  },
  social_links: {
    direction: 'NOT_MONOTONE',
    meaning: {
      en: 'Different contacts told of within the last {window}, only with your consent.',
      zh: '最近{window}内的不同联系人数，仅在您同意时使用。',
    },
    change: {
      how: {
        en: 'Withdraw your consent: what was kept of your contacts is then erased and counts no more.',
        zh: '撤回您的同意：所保存的联系人信息即被删除，不再计入。',
      },
      earliestDays: AT_ONCE,
    },
    reason: {
      en: 'Within the last {window} we were told of {count} {count|one:contact|other:contacts} of yours.',
      zh: '最近{window}内，我们获知您有{count}位联系人。',
    },
    favour: {
      en: 'Within the last {window} we were told of {count} {count|one:contact|other:contacts} of yours.',
      zh: '最近{window}内，我们获知您有{count}位联系人。',
    },
    atZero: {
      en: 'Within the last {window} we were told of no contact of yours.',
      zh: '最近{window}内，我们未获知您的联系人。',
    },
  },
  income: {
    direction: 'HIGHER_IS_SAFER',
    meaning: {
      en: 'Your newest income verified within the last {window}, per month ÷ an average monthly wage in its currency.',
      zh: '最近{window}内最新核实的月收入÷该币种的平均月工资。',
    },
    change: {
      how: {
        en: 'Have your income verified by a document or a payroll; it counts as soon as it is verified.',
        zh: '以证明文件或工资记录核实您的收入；核实后立即生效。',
      },
      earliestDays: AT_ONCE,
    },
    reason: {
      en: 'Your verified monthly income is {amount}, which counts as low.',
      zh: '您经核实的月收入为{amount}，属于偏低。',
    },
    favour: {
      en: 'Your verified monthly income is {amount}.',
      zh: '您经核实的月收入为{amount}。',
    },
    atZero: {
      en: 'Your verified monthly income is close to nothing against an average monthly wage.',
      zh: '与平均月工资相比，您经核实的月收入接近于零。',
    },
  },
} as const satisfies Record<string, TraitWords>;
