/**
 * Cases that are ready to be overturned, on a running gateway: the right to draw on a line of each
 * customer has ended because no income is verified, the creditor's other lines have fallen with it, a
 * month has ended since, the customer has appealed with a proof, and a reviewer has the case.
 */
import type { Place } from './places.js';
import { ask, demoToken, type Gateway, STEP_UP } from './process.js';
import { samplePdf } from './sample-documents.js';

/** Of the shipped policy: it ends the right to draw, and the creditor's other limits fall by a fifth. */
const MEASURE = 'verified-income-scope';
const INCOME = { amount: '9000.00', currency: 'CNY' };

export interface ReadyCase {
  readonly customerId: string;
  /** The line of the decision. */
  readonly accountId: string;
  readonly decisionId: string;
  readonly evidenceId: string;
  readonly appealId: string;
}

/** What the gateway answered: a case that was decided, and all that the answer said of it. */
export type Decided = Readonly<Record<string, unknown>>;

/** An answer that is neither a success nor the silence of a process that was killed. */
export class UnexpectedAnswer extends Error {}

interface Line {
  readonly id: string;
  readonly customer_id: string;
  readonly creditor_id: string;
  readonly version: number;
}

/** Of each customer without a verified income the line that takes the most others with it. */
async function linesToEnd({ look }: Place): Promise<Line[]> {
  const { lines, verified } = await look(async ({ session }) => {
    const query = session.query();
    const ofChina = query.selectFrom('customer').select('id').where('jurisdiction', '=', 'CN');
    const active = query.selectFrom('credit_account').where('status', '=', 'ACTIVE');
    const incomes = query.selectFrom('activity').where('kind', '=', 'VERIFIED_INCOME');
    return {
      lines: await active
        .select(['id', 'customer_id', 'creditor_id', 'version'])
        .where('customer_id', 'in', ofChina)
        .orderBy('id')
        .execute(),
      verified: new Set(
        (await incomes.select('customer_id').execute()).map(({ customer_id }) => customer_id),
      ),
    };
  });
  const unverified = lines.filter(({ customer_id }) => !verified.has(customer_id));
  return [...Map.groupBy(unverified, ({ customer_id }) => customer_id).values()].map((own) => {
    const byCreditor = [...Map.groupBy(own, ({ creditor_id }) => creditor_id).values()];
    return byCreditor.sort((a, b) => b.length - a.length)[0]?.[0] as Line;
  });
}

/** Makes a case for each customer whom the measure is for. */
export async function casesReady(gateway: Gateway, place: Place): Promise<ReadyCase[]> {
  const token = (persona: 'agent' | 'service' | 'reviewer') =>
    demoToken(place.dataDir, { persona, stepUp: STEP_UP });
  const [agent, service, reviewer] = await Promise.all([
    token('agent'),
    token('service'),
    token('reviewer'),
  ]);
  const ended = await Promise.all(
    (await linesToEnd(place)).map(async ({ id: accountId, customer_id: customerId, version }) => {
      const input = { accountId, measureId: MEASURE, expectedVersion: version };
      const taken = await asked(gateway.url, agent, 'takeMeasure', withKey(input, accountId));
      return { accountId, customerId, decisionId: taken.decision.id as string };
    }),
  );
  const advance = 'mutation { advanceClock(by: "P31D") { errors { code } } }';
  const moved = await ask(gateway.url, service, advance);
  if (moved.body.data?.advanceClock.errors.length !== 0) throw unexpected('advanceClock', moved);
  const cases: ReadyCase[] = [];
  // One after the other: the gateway takes in only a few documents at once.
  for (const each of ended) cases.push({ ...each, ...(await appeal(gateway, place, each)) });
  await Promise.all(
    cases.map(({ appealId }) =>
      asked(gateway.url, reviewer, 'assignAppeal', withKey({ appealId }, appealId)),
    ),
  );
  return cases;
}

/** The customer hands in a proof of income and appeals with it. */
async function appeal(
  { url }: Gateway,
  { dataDir }: Place,
  { customerId: subject, decisionId }: Pick<ReadyCase, 'customerId' | 'decisionId'>,
): Promise<Pick<ReadyCase, 'evidenceId' | 'appealId'>> {
  const own = await demoToken(dataDir, { persona: 'borrower-steady', subject });
  const evidenceId = await handIn(url, own);
  const told = { decisionId, statement: 'My income is steady.', evidenceIds: [evidenceId] };
  const filed = await asked(url, own, 'fileAppeal', withKey(told, decisionId));
  return { evidenceId, appealId: filed.appeal.id };
}

const withKey = <T extends object>(input: T, idempotencyKey: string) => ({
  ...input,
  idempotencyKey,
});

async function handIn(url: string, token: string): Promise<string> {
  const response = await fetch(new URL('/evidence?kind=INCOME_PROOF', url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: samplePdf('Monthly income: 9,000 CNY'),
  });
  const { evidence } = (await response.json()) as { evidence?: { id: string } };
  if (!evidence) throw new UnexpectedAnswer(`evidence: ${response.status}`);
  return evidence.id;
}

/** Overturns a case on the income that its document proves; always with the same key and input. */
export async function overturn(
  url: string,
  reviewerToken: string,
  { appealId, evidenceId }: ReadyCase,
): Promise<Decided> {
  const findings = [{ verifiedIncome: { amount: INCOME, evidenceId } }];
  const reasons = 'The income is verified.';
  const input = { appealId, outcome: 'OVERTURNED', reasons, findings };
  return asked(url, reviewerToken, 'decideAppeal', withKey(input, appealId));
}

const STEPS = {
  takeMeasure: ['TakeMeasureInput', 'decision { id }'],
  fileAppeal: ['FileAppealInput', 'appeal { id }'],
  assignAppeal: ['AppealInput', 'appeal { id }'],
  decideAppeal: [
    'DecideAppealInput',
    `appeal { id status outcome { kind decidedAt findings { kind text }
      repairs { kind text done accountId } rescore { after { score band } stillApplies } } }
    reversal { id kind decidedAt receipt { entryId leafHash } notice { id } }`,
  ],
} as const;

/**
 * Sends a step once; rejects as `fetch` does when no whole answer came back.
 * @throws UnexpectedAnswer when the answer is no success.
 */
async function asked(url: string, token: string, name: keyof typeof STEPS, input: object) {
  const [type, made] = STEPS[name];
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${made} errors { code } } }`;
  const answer = await ask(url, token, query, { input });
  const { errors, ...payload } = answer.body.data?.[name] ?? {};
  if (answer.body.errors || errors?.length !== 0) throw unexpected(name, answer);
  return payload;
}

const unexpected = (what: string, { status, body }: { status: number; body: unknown }) =>
  new UnexpectedAnswer(`${what}: ${status} ${JSON.stringify(body)}`);
