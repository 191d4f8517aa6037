/**
 * The catalogue of characteristics: everything that a scorecard may look at, and nothing else. A
 * card that names anything outside this list is refused. There are no demographics here, and no
 * amounts of money but as wages of their currency, because amounts in different currencies cannot be
 * compared.
 *
 * `source` also says what a closure may touch: closing a line changes `LINES` facts and, where a
 * jurisdiction lets closings be watched at all, `CLOSURES`; no other characteristic can move at a
 * close. The entries stand in the folder beside this file, by concept.
 */
import { AVAILABLE_CREDIT } from './catalogue/available-credit.js';
import { behaviour, INCOME_VERIFICATION, PORTRAIT } from './catalogue/behaviour.js';
import type { Characteristic } from './catalogue/entry.js';
import { LATENESS } from './catalogue/lateness.js';
import { PAYMENTS } from './catalogue/payments.js';
import { PURCHASES } from './catalogue/purchases.js';
import { STATEMENT_STATUS } from './catalogue/status.js';
import { USE } from './catalogue/use.js';
import { UTILIZATION } from './catalogue/utilization.js';

export type {
  Characteristic,
  CharacteristicSource,
  CharacteristicUnit,
  Direction,
} from './catalogue/entry.js';

/** Every characteristic with the portrait's windows of behaviour; others are composed when asked for. */
export const CHARACTERISTICS: readonly Characteristic[] = [
  STATEMENT_STATUS,
  ...LATENESS,
  ...UTILIZATION,
  ...AVAILABLE_CREDIT,
  ...PAYMENTS,
  ...PURCHASES,
  ...USE,
  INCOME_VERIFICATION,
  ...PORTRAIT,
];

const byId = new Map(CHARACTERISTICS.map((each) => [each.id, each]));

/**
 * The catalogue's entry, or undefined for an id that it doesn't list. `<trait>_<n>d` is listed for
 * every trait and each n from 1 to the longest window.
 */
export const characteristic = (id: string): Characteristic | undefined =>
  byId.get(id) ?? behaviour(id);
