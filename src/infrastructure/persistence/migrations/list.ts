/** All migrations in their order; a name, once released, never changes. */
import { DuesRefundsPages } from './2026-11-22-dues-refunds-pages.js';
import { Foundations } from './2026-11-22-foundations.js';

export const migrations = [
  { name: '2026-11-22-foundations', class: Foundations },
  { name: '2026-11-22-dues-refunds-pages', class: DuesRefundsPages },
];
