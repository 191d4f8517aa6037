/** All migrations in their order; a name, once released, never changes. */
import { Foundations } from './2026-11-22-foundations.js';
import { JournalPages } from './2026-11-22-journal-pages.js';

export const migrations = [
  { name: '2026-11-22-foundations', class: Foundations },
  { name: '2026-11-22-journal-pages', class: JournalPages },
];
