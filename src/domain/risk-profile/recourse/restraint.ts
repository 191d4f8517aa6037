/**
 * What a customer can keep from. A restraint is named like the trait of behaviour that counts it; it
 * takes effect on every characteristic that counts nothing but such events, over whatever window:
 * what has happened slides out of the window, and nothing new comes in. Bureau reports, places and
 * contacts are not here: nobody can promise what they will say.
 */
import type { LocalDate } from '../../time.js';
import type { Text } from '../../wording.js';
import type { ActivityDay, ActivityFacts } from '../activity.js';
import { emptyDay } from '../activity-day.js';
import { behaviourWindow } from '../catalogue/behaviour.js';

interface Kept {
  /** The kinds of events that do not come any more. */
  readonly events: readonly string[];
  readonly words: Text;
}

const KEPT = {
  outflows: {
    events: ['CASH_OUT', 'TRANSFER_OUT'],
    words: {
      en: 'Take out no cash and make no outgoing transfers for {days} {days|one:day|other:days}, until {day}.',
      zh: '接下来{days}天（至{day}）不取现、不转出资金。',
    },
  },
  cash_outs: {
    events: ['CASH_OUT'],
    words: {
      en: 'Take out no cash for {days} {days|one:day|other:days}, until {day}.',
      zh: '接下来{days}天（至{day}）不取现。',
    },
  },
  transfers_out: {
    events: ['TRANSFER_OUT'],
    words: {
      en: 'Make no outgoing transfers for {days} {days|one:day|other:days}, until {day}.',
      zh: '接下来{days}天（至{day}）不转出资金。',
    },
  },
  draws: {
    events: ['DRAW', 'UNSTATED_DRAW'],
    words: {
      en: 'Make no draws for {days} {days|one:day|other:days}, until {day}.',
      zh: '接下来{days}天（至{day}）不支用。',
    },
  },
  unstated_draws: {
    events: ['UNSTATED_DRAW'],
    words: {
      en: 'State a purpose with every draw for {days} {days|one:day|other:days}, until {day}.',
      zh: '接下来{days}天（至{day}），每次支用时均说明用途。',
    },
  },
  applications: {
    events: ['APPLICATION'],
    words: {
      en: 'Make no application for credit for {days} {days|one:day|other:days}, until {day}.',
      zh: '接下来{days}天（至{day}）不提出新的授信申请。',
    },
  },
  lines_opened: {
    events: ['LINE_OPENED'],
    words: {
      en: 'Open no further line for {days} {days|one:day|other:days}, until {day}.',
      zh: '接下来{days}天（至{day}）不开立新的额度。',
    },
  },
  lines_closed: {
    events: ['LINE_CLOSED'],
    words: {
      en: 'Close no further line for {days} {days|one:day|other:days}, until {day}.',
      zh: '接下来{days}天（至{day}）不再关闭额度。',
    },
  },
  devices: {
    events: ['DEVICE'],
    words: {
      en: 'Use your account only from the device that you used last for {days} {days|one:day|other:days}, until {day}.',
      zh: '接下来{days}天（至{day}），仅在最近使用的那台设备上使用您的账户。',
    },
  },
} as const satisfies Record<string, Kept>;

export type Restraint = keyof typeof KEPT;

/** What the traits that a restraint can move are made of; the share of draws has no restraint. */
const EVENTS = new Map<string, readonly string[]>([
  ...Object.entries(KEPT).map(([name, { events }]) => [name, events] as const),
  ['unstated_draw_share', ['UNSTATED_DRAW']],
]);

export const restraintWords = (restraint: Restraint): Text => KEPT[restraint].words;

/** The restraint that moves a characteristic, or undefined for one that no restraint moves. */
export function restraintFor(characteristicId: string): Restraint | undefined {
  const trait = behaviourWindow(characteristicId)?.trait ?? '';
  if (trait === 'unstated_draw_share') return 'unstated_draws';
  return Object.hasOwn(KEPT, trait) ? (trait as Restraint) : undefined;
}

/** Whether everything that a characteristic counts is among what the customer keeps from. */
export function isRestrained(characteristicId: string, restraints: readonly Restraint[]): boolean {
  if (restraints.length === 0) return false;
  const events = EVENTS.get(behaviourWindow(characteristicId)?.trait ?? '');
  if (!events) return false;
  const kept = restraints.flatMap((each): readonly string[] => KEPT[each].events);
  return events.every((event) => kept.includes(event));
}

/**
 * The activities as they will be known on a day on which nothing new has come. The account goes on
 * being used from the device that was used last: that the words of the restraint ask for, because an
 * older one would stay in the count for as long as it is used.
 */
export function activityOn(activity: ActivityFacts, on: LocalDate): ActivityFacts {
  let newest: ActivityDay | undefined;
  for (const each of activity.days) {
    if (devicesOf(each).length > 0 && (!newest || each.day > newest.day)) newest = each;
  }
  if (!newest || newest.day >= on) return activity;
  const pseudonyms = { DEVICE_SIGHTING: devicesOf(newest).slice(0, 1) };
  const known = activity.days.find(({ day }) => day === on) ?? emptyDay(newest.customerId, on);
  const others = activity.days.filter(({ day }) => day !== on);
  return { ...activity, days: [...others, { ...known, pseudonyms }] };
}

const devicesOf = ({ pseudonyms }: ActivityDay): readonly string[] =>
  pseudonyms.DEVICE_SIGHTING ?? [];
