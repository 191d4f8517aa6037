/** All migrations in their order; a name, once released, never changes. */
import { Behaviour } from './2026-11-22-behaviour.js';
import { ClosureLife } from './2026-11-22-closure-life.js';
import { DuesRefundsPages } from './2026-11-22-dues-refunds-pages.js';
import { Foundations } from './2026-11-22-foundations.js';
import { DecisionsAndAppeals } from './2026-11-23-decisions-and-appeals.js';

export const migrations = [
  { name: '2026-11-22-foundations', class: Foundations },
  { name: '2026-11-22-dues-refunds-pages', class: DuesRefundsPages },
  { name: '2026-11-22-behaviour', class: Behaviour },
  { name: '2026-11-22-closure-life', class: ClosureLife },
  { name: '2026-11-23-decisions-and-appeals', class: DecisionsAndAppeals },
];
