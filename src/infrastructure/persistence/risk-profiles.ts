/** Assessments with the facts that made them, and the scorecards as they were used. */
import { createHash } from 'node:crypto';
import type { RiskProfiles } from '../../application/ports.js';
import type { Assessment, AssessmentTrigger } from '../../domain/risk-profile/assessment.js';
import type { Scorecard } from '../../domain/risk-profile/scorecard.js';
import { validateScorecard } from '../../domain/risk-profile/scorecard-validation.js';
import type { Query, Tables } from './orm.js';
import { insertAll, listed } from './rows.js';
import { readJson, writeJson } from './stored-json.js';
import type { Session } from './transaction.js';

const CHAMPION = 'CHAMPION';

export function riskProfilesOf(session: Session): RiskProfiles {
  // A stored version never changes, so a card is read and checked once in a process.
  const cards = new Map<string, Scorecard>();
  // Not so while the transaction that stores it is open: it may still be abandoned.
  const storing = new WeakSet<Query>();

  async function scorecards(versions: readonly string[]): Promise<Scorecard[]> {
    const query = session.query();
    const found = storing.has(query) ? new Map<string, Scorecard>() : cards;
    const missing = versions.filter((version) => !found.has(version));
    if (missing.length > 0) {
      const stored = query.selectFrom('scorecard').select('document');
      for (const { document } of await stored.where('version', 'in', missing).execute()) {
        const card = checked(document);
        found.set(card.version, card);
      }
    }
    return versions.flatMap((version) => found.get(version) ?? []);
  }

  return {
    scorecards,
    async champion() {
      const query = session.query().selectFrom('scorecard').select('version');
      const { version } = await query.where('status', '=', CHAMPION).executeTakeFirstOrThrow();
      const [card] = await scorecards([version]);
      if (!card) throw new Error(`champion scorecard ${version} is not stored`);
      return card;
    },
    async addChampion(card) {
      const document = JSON.stringify(card);
      const sha256 = createHash('sha256').update(document).digest('hex');
      const query = session.query();
      const stored = await query
        .selectFrom('scorecard')
        .select(['sha256', 'status'])
        .where('version', '=', card.version)
        .executeTakeFirst();
      if (stored && stored.sha256 !== sha256) {
        throw new Error(`scorecard ${card.version} is stored with other content`);
      }
      if (stored) return;
      storing.add(query);
      await query.updateTable('scorecard').set({ status: 'RETIRED' }).execute();
      const row = { version: card.version, status: CHAMPION, sha256, document };
      await query.insertInto('scorecard').values(row).execute();
    },
    async latest(customerIds) {
      const newest = session
        .query()
        .selectFrom('assessment')
        .select(({ fn }) => ['customer_id', fn.max('id').as('id')])
        .where('customer_id', 'in', listed(customerIds))
        .groupBy('customer_id');
      const rows = await session
        .query()
        .selectFrom('assessment')
        .innerJoin(newest.as('newest'), (join) =>
          join
            .onRef('newest.customer_id', '=', 'assessment.customer_id')
            .onRef('newest.id', '=', 'assessment.id'),
        )
        .selectAll('assessment')
        .execute();
      return rows.map(toAssessment);
    },
    async byId(ids) {
      const query = session.query().selectFrom('assessment').selectAll();
      return (await query.where('id', 'in', listed(ids)).execute()).map(toAssessment);
    },
    async add(assessments) {
      await insertAll(session.query(), 'assessment', assessments.map(assessmentRow));
    },
  };
}

function checked(document: string): Scorecard {
  const validated = validateScorecard(JSON.parse(document));
  if (!('card' in validated)) throw new Error('a stored scorecard is not valid');
  return validated.card;
}

type Facts = Pick<Assessment, 'values' | 'probabilityOfDefault'>;

const assessmentRow = (assessment: Assessment): Tables['assessment'] => ({
  customer_id: assessment.customerId,
  id: assessment.id,
  assessed_at: assessment.assessedAt,
  trigger: assessment.trigger,
  scorecard_version: assessment.scorecardVersion,
  score: assessment.score,
  band: assessment.band,
  facts: writeJson('assessment', {
    values: assessment.values,
    probabilityOfDefault: assessment.probabilityOfDefault,
  }),
});

function toAssessment(row: Tables['assessment']): Assessment {
  const { values, probabilityOfDefault } = readJson<Facts>('assessment', row.facts);
  return {
    id: row.id,
    customerId: row.customer_id,
    assessedAt: row.assessed_at,
    trigger: row.trigger as AssessmentTrigger,
    scorecardVersion: row.scorecard_version,
    values,
    score: row.score,
    probabilityOfDefault,
    band: row.band,
  };
}
