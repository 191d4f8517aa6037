/**
 * A customer in the United States, over HTTP: business systems tell which credit bureau reported, a
 * measure acts on it, and the notice says who decided, who reported, and what the law has it say.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ActionPolicy } from '../../../src/domain/platform-action/measure.js';
import type { Institution } from '../../../src/domain/policy/institution.js';
import { shippedActionPolicy } from '../../../src/infrastructure/action-policies/shipped.js';
import { demoInstitution } from '../../../src/infrastructure/institutions/institution.js';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { taken } from '../../support/measures.js';
import { givenLines, newId } from '../../support/portfolio.js';
import { describeDatabases } from '../../support/stores.js';

const RECORD = `mutation($input: RecordActivitiesInput!) { recordActivities(input: $input) {
  recorded errors { code ... on ActivitiesInvalid { problems { path code message } } } } }`;
const READ = `query($id: ID!) { notice(id: $id) { sections { code title paragraphs } } }`;

const WORDS = { en: 'Overdue payments elsewhere.', zh: '在其他机构有逾期记录。' };
/** One measure, on what a bureau says of delinquencies. */
const POLICY: ActionPolicy = {
  ...shippedActionPolicy(),
  version: 'actions-bureau',
  measures: [
    {
      id: 'late-elsewhere',
      grounds: 'BEHAVIOUR',
      effect: { kind: 'SUSPENSION' },
      taken: 'BY_PERSON',
      when: [
        {
          kind: 'CHARACTERISTIC_AT_LEAST',
          characteristicId: 'bureau_delinquencies_365d',
          atLeast: 2,
        },
      ],
      reasonCode: 'LATE_ELSEWHERE',
      reason: WORDS,
      basis: WORDS,
      milder: [{ kind: 'LINE_DECREASE', whyNot: WORDS }],
      linkedDecreasePpm: null,
    },
  ],
};

const DEMO = demoInstitution();
const [FIRST] = DEMO.bureaus;
const SECOND = {
  ...FIRST!,
  id: 'second',
  name: { en: 'Second Bureau', zh: '第二征信机构' },
  telephone: '+1 800 555 0199',
};
const INSTITUTION: Institution = { ...DEMO, bureaus: [FIRST!, SECOND] };

describeDatabases((open) => {
  let gateway: Gateway;
  beforeAll(async () => {
    const store = await open();
    const ports = { ...store.ports, institution: INSTITUTION };
    gateway = await startGateway({ ...store, ports }, { customers: 0 });
    await ports.inTransaction(() => ports.actionPolicies.add(POLICY));
  });
  afterAll(() => gateway?.close());

  const given = () =>
    givenLines(gateway.store.ports, [{}], {
      customer: { jurisdiction: 'US', locale: 'en' },
      product: { jurisdiction: 'US', currency: 'USD' },
    });

  /** Tells of two delinquencies; the answer. */
  const told = async (customerId: string, bureauId?: string | null) => {
    const activity = {
      eventId: newId(),
      customerId,
      kind: 'BUREAU_FACT',
      occurredAt: '2026-11-24T04:00:00Z',
      bureau: { openLines: 4, inquiries: 1, delinquencies: 2 },
      bureauId,
    };
    const input = { activities: [activity] };
    type Told = {
      recordActivities: { recorded: number | null; errors: Record<string, unknown>[] };
    };
    const { data, errors } = await gateway.query<Told>('service', RECORD, { input });
    expect(errors).toEqual([]);
    return data!.recordActivities;
  };

  /** The notice of the measure, as the customer reads it: its sections' paragraphs, one a line. */
  const noticeOf = async (
    { customer, account }: Awaited<ReturnType<typeof given>>,
    language = 'en',
  ) => {
    const { notice } = await taken(gateway.store.ports, account.id, 'late-elsewhere');
    type Read = { notice: { sections: { code: string; paragraphs: string[] }[] } };
    const as = { persona: 'borrower-clear', subject: customer.id } as const;
    const body = { query: READ, variables: { id: notice.id } };
    const headers = { 'accept-language': language };
    const { data, errors } = await gateway.send<Read>({ as, body, headers });
    expect(errors).toEqual([]);
    const sections = data!.notice.sections;
    const page = await gateway.send({ as, method: 'GET', path: `/notices/${notice.id}`, headers });
    return {
      codes: sections.map(({ code }) => code),
      text: (code: string) =>
        sections.find((each) => each.code === code)?.paragraphs.join('\n') ?? '',
      page: page.text,
    };
  };

  test('the notice names the creditor, the agency and the bureau that reported', async () => {
    const lines = await given();
    expect(await told(lines.customer.id, 'second')).toEqual({ recorded: 1, errors: [] });
    const { codes, text, page } = await noticeOf(lines);
    expect(codes[0]).toBe('CREDITOR');
    expect(codes.slice(-2)).toEqual(['RIGHTS', 'RECEIPT']);
    expect(text('CREDITOR')).toContain(`${DEMO.name.en}, ${DEMO.address.en}`);
    expect(text('CREDITOR')).toContain(DEMO.contact.en);
    expect(text('BUREAU')).toContain(`Second Bureau, ${SECOND.address.en}`);
    expect(text('BUREAU')).toContain('+1 800 555 0199');
    expect(text('BUREAU')).not.toContain(FIRST?.name.en);
    expect(text('BUREAU')).toContain(
      'It reported 4 open lines of credit, 1 inquiry in 180 days and 2 delinquencies in 24 months.',
    );
    expect(text('BUREAU')).toContain('no later than 60 days after you receive this notice');
    expect(text('RIGHTS')).toMatch(/^The Federal Equal Credit Opportunity Act prohibits/);
    expect(text('RIGHTS')).toContain(
      `concerning this creditor is ${DEMO.supervisors.US?.name.en}, ${DEMO.supervisors.US?.address.en}.`,
    );
    expect(page).toContain('<h2 id="rights">Your protection by law</h2>');
    expect(page).toContain('Second Bureau');
  });

  test('in Chinese too', async () => {
    const lines = await given();
    await told(lines.customer.id, 'second');
    const { text } = await noticeOf(lines, 'zh-CN');
    expect(text('CREDITOR')).toContain(DEMO.name.zh);
    expect(text('BUREAU')).toContain('第二征信机构');
    expect(text('RIGHTS')).toContain('平等信贷机会法');
  });

  test('where nobody said which bureau it was, it says whom to ask, and names none', async () => {
    const lines = await given();
    expect(await told(lines.customer.id, null)).toEqual({ recorded: 1, errors: [] });
    const { text } = await noticeOf(lines);
    expect(text('BUREAU')).toContain(
      `we tell you when you ask. You can reach us here: ${DEMO.contact.en}`,
    );
    for (const { name } of INSTITUTION.bureaus) expect(text('BUREAU')).not.toContain(name.en);
  });

  test('a bureau that the institution does not list is refused, and nothing is kept', async () => {
    const { customer } = await given();
    const before = await gateway.store.dump();
    for (const bureauId of ['third', '', 'SECOND', 'second\u0000']) {
      expect(await told(customer.id, bureauId)).toMatchObject({
        recorded: null,
        errors: [
          {
            code: 'ACTIVITIES_INVALID',
            problems: [{ path: ['input', 'activities', '0', 'bureauId'], code: 'BUREAU_UNKNOWN' }],
          },
        ],
      });
    }
    expect(await gateway.store.dump()).toEqual(before);
  });

  describe('whose report it was', () => {
    test('is kept with the assessment, and changes neither its values nor its score', async () => {
      const assessed = async (bureauId: string | null) => {
        const { customer } = await given();
        await told(customer.id, bureauId);
        const query = `mutation($id: ID!) { reassess(customerId: $id) { errors { code } } }`;
        await gateway.query('agent', query, { id: customer.id });
        const [made] = await gateway.store.ports.riskProfiles.latest([customer.id]);
        return made!;
      };
      const [one, other] = [await assessed('second'), await assessed(null)];
      expect([one.bureauId, other.bureauId]).toEqual(['second', null]);
      expect(one.values.bureau_delinquencies_365d).toBe(2);
      const { values, score, band, rules } = one;
      expect({ values, score, band, rules }).toEqual({
        values: other.values,
        score: other.score,
        band: other.band,
        rules: other.rules,
      });
    });
  });
});
