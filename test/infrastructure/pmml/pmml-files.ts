/** PMML files to read in tests, and what they are refused with. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../../src/domain/risk-profile/document-checks.js';
import { PmmlRefused } from '../../../src/infrastructure/pmml/pmml-refused.js';

export const FIXTURE = join(import.meta.dirname, '../../support/fixtures/pmml-card.pmml');
export const fixture = (): string => readFileSync(FIXTURE, 'utf8');

/** What the fixture does not say; a card needs it. */
export const HEAD: Json = {
  version: 'small-1',
  kind: 'EXPERT',
  basis: { en: 'Set by judgement.', zh: '由专家设定。' },
  outcome: { definition: { en: 'A late payment.', zh: '逾期还款。' }, horizonMonths: 1 },
  pdo: 40,
  baseScore: 350,
  baseOdds: 4,
  bands: [
    { band: 'A', minScore: 350, label: { en: 'Good', zh: '良好' } },
    { band: 'B', label: { en: 'Rest', zh: '其余' } },
  ],
};

/** The fixture with one piece replaced; a piece that is not there is a mistake of the test. */
export function changed(piece: string, by: string): string {
  const text = fixture();
  if (!text.includes(piece)) throw new Error(`the fixture has no ${piece}`);
  return text.replace(piece, by);
}

/** A card with one characteristic over number `x` and text `t`, of the given attributes. */
export const cardOf = (attributes: string, scorecard = '', fields = ''): string =>
  `<PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4"><Header/><DataDictionary>
  <DataField name="x" optype="continuous" dataType="double"/>
  <DataField name="t" optype="categorical" dataType="string"/>${fields}</DataDictionary>
  <Scorecard modelName="One" functionName="regression" ${scorecard}><MiningSchema>
  <MiningField name="x"/><MiningField name="t"/></MiningSchema><Characteristics>
  <Characteristic name="only" reasonCode="R" baselineScore="1">${attributes}</Characteristic>
  </Characteristics></Scorecard></PMML>`;

/** The message of the typed refusal; anything else thrown, or nothing, fails the test. */
export function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof PmmlRefused) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}
