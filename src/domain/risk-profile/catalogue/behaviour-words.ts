/** What the catalogue says of a trait, whatever the window. */
import type { Text } from '../../wording.js';
import type { Characteristic, Direction } from './entry.js';

/** Every text may name `{window}`, which becomes "15 days", and the figures of the trait's unit. */
export interface TraitWords {
  readonly direction: Direction;
  readonly meaning: Text;
  readonly change: Characteristic['change'];
  readonly reason: Text;
  readonly favour: Text;
  readonly atZero?: Text;
}

/** The oldest event of a window may leave it tomorrow, if nothing new comes. */
export const leavingTheWindow = (how: Text): NonNullable<TraitWords['change']> => ({
  how,
  earliestDays: 1,
});
