/** Assessments with the facts that made them, and the cards and rules as they were used. */
import type { RiskProfiles } from '../../application/risk-ports.js';
import type { Assessment, AssessmentTrigger } from '../../domain/risk-profile/assessment.js';
import { validateRuleSet } from '../../domain/risk-profile/rule-set-validation.js';
import type { RuleSet } from '../../domain/risk-profile/rules.js';
import type { Scorecard } from '../../domain/risk-profile/scorecard.js';
import { validateScorecard } from '../../domain/risk-profile/scorecard-validation.js';
import type { Tables } from './orm.js';
import { insertAll, listed, MAX_UNION } from './rows.js';
import { readJson, writeJson } from './stored-json.js';
import type { Session } from './transaction.js';
import { versionedDocumentsOf } from './versioned-documents.js';

export function riskProfilesOf(session: Session): RiskProfiles {
  const cards = versionedDocumentsOf(session, {
    table: 'scorecard',
    name: 'scorecard',
    inUse: 'CHAMPION',
    read: checkedCard,
  });
  const rules = versionedDocumentsOf(session, {
    table: 'rule_set',
    name: 'rule set',
    inUse: 'CURRENT',
    read: checkedRules,
  });
  return {
    champion: cards.inUse,
    scorecards: cards.find,
    addChampion: cards.add,
    currentRules: rules.inUse,
    ruleSets: rules.find,
    addRules: rules.add,
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
    async history(customerIds, page) {
      const rows: Tables['assessment'][] = [];
      const ids = [...new Set(customerIds)];
      for (let start = 0; start < ids.length; start += MAX_UNION) {
        const some = ids.slice(start, start + MAX_UNION);
        const [first, ...others] = some.map((customerId) => newest(session, customerId, page));
        if (!first) continue;
        const all = others.reduce((union, own) => union.unionAll(own), first);
        rows.push(
          ...(await session.query().selectFrom(all.as('assessment')).selectAll().execute()),
        );
      }
      rows.sort((one, other) => (one.id < other.id ? 1 : -1));
      return rows.map(toAssessment);
    },
    async add(assessments) {
      await insertAll(session, 'assessment', assessments.map(assessmentRow));
    },
  };
}

/** A customer's page, read by index from its end; customers are put together by the union of these. */
function newest(
  session: Session,
  customerId: string,
  { before, limit }: { before: string | null; limit: number },
) {
  const own = session
    .query()
    .selectFrom('assessment')
    .selectAll()
    .where('customer_id', '=', customerId)
    .$if(before !== null, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit);
  // SQLite takes an order and a limit inside a union only behind a select of its own.
  return session.query().selectFrom(own.as('own')).selectAll();
}

function checkedCard(document: unknown): Scorecard {
  const validated = validateScorecard(document);
  if (!('card' in validated)) throw new Error('a stored scorecard is not valid');
  return validated.card;
}

function checkedRules(document: unknown): RuleSet {
  const validated = validateRuleSet(document);
  if (!('rules' in validated)) throw new Error('a stored rule set is not valid');
  return validated.rules;
}

type Facts = Pick<
  Assessment,
  'values' | 'probabilityOfDefault' | 'rules' | 'protection' | 'bureauId'
>;

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
    rules: assessment.rules,
    protection: assessment.protection,
    bureauId: assessment.bureauId,
  }),
});

function toAssessment(row: Tables['assessment']): Assessment {
  const { values, probabilityOfDefault, rules, protection, bureauId } = readJson<Facts>(
    'assessment',
    row.facts,
  );
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
    rules,
    protection,
    bureauId,
  };
}
