/** A line's story over HTTP: whole, in order, in words, in pages, and for whom it is. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { liftMeasure } from '../../../src/application/lift-measure.js';
import { agent } from '../../support/actors.js';
import { type As, type Gateway, startGateway } from '../../support/gateway.js';
import { taken } from '../../support/measures.js';
import { type Given, givenLines, newId } from '../../support/portfolio.js';
import { DAY_MS, describeDatabases } from '../../support/stores.js';

const STORY = `query($id: ID!, $first: Int = 50, $after: String) {
  accountTimeline(accountId: $id, first: $first, after: $after) {
    edges { cursor node { at code text appealId decision { id kind } notice { id } closure { id }
      application { id } } }
    pageInfo { hasNextPage hasPreviousPage endCursor } } }`;

interface Node {
  at: string;
  code: string;
  text: string;
  decision: { id: string; kind: string } | null;
  notice: { id: string } | null;
}
interface Story {
  accountTimeline: {
    edges: { cursor: string; node: Node }[];
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
  } | null;
}

const STATEMENT = 'Seen by Wang Wei of the security desk.';

describeDatabases((open) => {
  let gateway: Gateway;
  let given: Given;
  let decisionId: string;
  let noticeId: string;
  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
  });
  beforeEach(async () => {
    const { ports, clock } = gateway.store;
    given = await givenLines(ports);
    const input = { statement: STATEMENT };
    const made = await taken(ports, given.account.id, 'security-suspend', input);
    [decisionId, noticeId] = [made.decision.id, made.notice.id];
    clock.advance(DAY_MS);
    const lifted = { decisionId, statement: STATEMENT, idempotencyKey: newId() };
    expect(await liftMeasure(ports, agent, lifted)).not.toHaveProperty('refusals');
  });
  afterAll(() => gateway?.close());

  const borrower = (): As => ({ persona: 'borrower-clear', subject: given.customer.id });
  const story = async (as: As, over: object = {}, headers = {}) => {
    const variables = { id: given.account.id, ...over };
    const answer = await gateway.send<Story>({ as, body: { query: STORY, variables }, headers });
    return { ...answer, nodes: answer.data?.accountTimeline?.edges.map(({ node }) => node) ?? [] };
  };

  test('it is told oldest first, each entry with what it is about', async () => {
    const { nodes, errors } = await story(borrower());
    expect(errors).toEqual([]);
    const codes = nodes.map(({ code }) => code);
    expect(codes[0]).toBe('OPENED');
    expect(nodes.map(({ at }) => at)).toEqual(nodes.map(({ at }) => at).toSorted());
    const about = nodes.filter(({ decision }) => decision?.id === decisionId);
    expect(about.length).toBeGreaterThan(0);
    expect(about[0]?.decision?.kind).toBe('SUSPENSION');
    expect(nodes.some(({ notice }) => notice?.id === noticeId)).toBe(true);
    for (const { text } of nodes) expect(text).toMatch(/^[A-Z].*\.$/s);
  });

  test('it is told in Chinese, and names nobody of the staff', async () => {
    const { nodes, text } = await story(borrower(), {}, { 'accept-language': 'zh' });
    for (const each of nodes) expect(each.text).toMatch(/\p{Script=Han}/u);
    for (const name of [agent.subject, 'Wang Wei']) expect(text).not.toContain(name);
  });

  /** The whole, read in pages of a size. */
  async function inPages(first: number): Promise<Node[]> {
    const parts: Node[] = [];
    let after: string | null = null;
    for (;;) {
      const page: Awaited<ReturnType<typeof story>> = await story(borrower(), { first, after });
      expect(page.errors).toEqual([]);
      const { pageInfo } = page.data!.accountTimeline!;
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      parts.push(...page.nodes);
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) return parts;
    }
  }

  test('it comes in pages that together are the whole', async () => {
    const whole = (await story(borrower())).nodes;
    expect(whole.length).toBeGreaterThan(3);
    expect(await inPages(2)).toEqual(whole);
  });

  test('what happened at one moment neither is lost nor comes twice between pages', async () => {
    const { ports } = gateway.store;
    given = await givenLines(ports);
    for (const reason of ['One.', 'Two.', 'Three.']) {
      const input = { statement: reason };
      const { decision } = await taken(ports, given.account.id, 'security-suspend', input);
      const lifted = { decisionId: decision.id, statement: reason, idempotencyKey: newId() };
      expect(await liftMeasure(ports, agent, lifted)).not.toHaveProperty('refusals');
    }
    const whole = (await story(borrower())).nodes;
    const each = ['SUSPENSION', 'NOTICE_ISSUED', 'REINSTATEMENT', 'NOTICE_ISSUED'];
    expect(whole.map(({ code }) => code)).toEqual(['OPENED', ...each, ...each, ...each]);
    expect(new Set(whole.slice(1).map(({ at }) => at)).size).toBe(1);
    for (const first of [1, 2, 3, 5]) {
      expect(await inPages(first)).toEqual(whole);
    }
  });

  test('a cursor of something else, and a page without bounds, are refused', async () => {
    const cursor = (text: string) => Buffer.from(text).toString('base64url');
    const bad = ['', 'x', cursor('TimelineEntry:-1'), cursor('TimelineEntry:01'), cursor('Node:1')];
    for (const after of bad) {
      const { errors } = await story(borrower(), { after });
      expect([after, errors[0]?.extensions.code]).toEqual([after, 'INVALID_CURSOR']);
    }
    for (const first of [0, 101, -1]) {
      const { errors } = await story(borrower(), { first });
      expect(errors[0]?.extensions.code).toBe('INVALID_PAGE_SIZE');
    }
    expect((await story(borrower(), { after: cursor('TimelineEntry:999') })).nodes).toEqual([]);
  });

  test('staff who may see the score reads it; for others there is no such line', async () => {
    for (const persona of ['agent', 'reviewer', 'auditor'] as const) {
      expect((await story(persona)).nodes.length).toBeGreaterThan(3);
    }
    const other: As = { persona: 'borrower-clear', subject: newId() };
    for (const as of [other, 'service', 'analyst', 'partner'] as As[]) {
      const hidden = await story(as);
      expect(hidden.data).toEqual({ accountTimeline: null });
      expect(hidden.text).toBe((await story(as, { id: newId() })).text);
    }
    for (const id of ['', 'x', '\u0000']) {
      expect((await story('agent', { id })).data).toEqual({ accountTimeline: null });
    }
  });

  describe('of a decision whose reasons may not be told', () => {
    test('it has none of them', async () => {
      const { ports } = gateway.store;
      given = await givenLines(ports);
      const input = { statement: STATEMENT };
      const { decision } = await taken(ports, given.account.id, 'restraint-suspend', input);
      const { nodes, text } = await story(borrower());
      expect(nodes.some((each) => each.decision?.id === decision.id)).toBe(true);
      expect(decision.reasons.length).toBeGreaterThan(0);
      for (const { text: reason } of decision.reasons) expect(text).not.toContain(reason?.en);
      expect(text).not.toContain('Wang Wei');
    });
  });
});
