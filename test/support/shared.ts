/** Files that lie beside the project, where they do; without them the tests say what was skipped. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from '@jest/globals';
import { CHECKOUT } from './process.js';

export interface SharedFile {
  readonly path: string;
  /** As `describe` and `test`, skipped by name where the file is absent. */
  describe(name: string, body: () => void): void;
  test(name: string, body: () => void | Promise<void>, timeoutMs?: number): void;
}

/** @param name within `../shared`. */
export function sharedFile(name: string): SharedFile {
  const fromRoot = `../shared/${name}`;
  const path = join(CHECKOUT, fromRoot);
  if (existsSync(path)) return { path, describe, test };
  const skipped = (title: string): string => `${title} (skipped: no ${fromRoot})`;
  return {
    path,
    describe: (title, body) => describe.skip(skipped(title), body),
    test: (title, body, timeoutMs) => test.skip(skipped(title), body, timeoutMs),
  };
}

export const TAIWAN_TRAIN = 'data/taiwan/taiwan_train.csv';
export const STANDARD_SCORECARD = 'vectors/dmg_scorecard_example.pmml';
