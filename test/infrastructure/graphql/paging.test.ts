/** Relay pages over HTTP: whole, in order, and undisturbed by what is added meanwhile. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { reassess } from '../../../src/application/reassess.js';
import { agent } from '../../support/actors.js';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { anAccount, anEntry, aPosition, type Given, givenLines } from '../../support/portfolio.js';
import { describeDatabases } from '../../support/stores.js';

interface Page {
  readonly edges: { cursor: string; node: { id: string } }[];
  readonly pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

const PAGE = `edges { cursor node { id } }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;
const ACCOUNTS = `query($first: Int!, $after: String) { myLiabilities {
  accounts(first: $first, after: $after) { ${PAGE} } } }`;
const JOURNAL = `query($id: ID!, $first: Int!, $after: String) { creditAccount(id: $id) {
  journal(first: $first, after: $after) { ${PAGE} } } }`;
const ASSESSMENTS = `query($id: ID!, $first: Int, $after: String) { riskProfile(customerId: $id) {
  assessments(first: $first, after: $after) { ${PAGE} } } }`;

describeDatabases((open) => {
  let gateway: Gateway;
  let given: Given;
  let entryIds: string[];
  let assessmentIds: string[];

  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
    const { ports } = gateway.store;
    given = await givenLines(ports, Array(7).fill({}));
    const entries = Array.from({ length: 11 }, () => anEntry(given.account));
    await ports.inTransaction(() => ports.books.append(entries));
    entryIds = entries.map(({ id }) => id).toReversed();
    assessmentIds = [];
    for (let at = 0; at < 7; at += 1) assessmentIds.unshift(await assessed());
  });
  afterAll(() => gateway?.close());

  const borrower = () => ({ persona: 'borrower-clear', subject: given.customer.id }) as const;
  const accounts = async (first: number, after?: string): Promise<Page> => {
    const { data } = await gateway.query<{ myLiabilities: { accounts: Page } }>(
      borrower(),
      ACCOUNTS,
      { first, after },
    );
    return data!.myLiabilities.accounts;
  };
  const journal = async (first: number, after?: string): Promise<Page> => {
    const { data } = await gateway.query<{ creditAccount: { journal: Page } }>(
      borrower(),
      JOURNAL,
      {
        id: given.account.id,
        first,
        after,
      },
    );
    return data!.creditAccount.journal;
  };
  /** One more assessment of the customer. */
  const assessed = async (): Promise<string> => {
    const result = await reassess(gateway.store.ports, agent, given.customer.id);
    if ('refusals' in result) throw new Error(JSON.stringify(result));
    return result.made.id;
  };
  const askAssessments = (variables: object) =>
    gateway.query<{ riskProfile: { assessments: Page } | null }>(borrower(), ASSESSMENTS, {
      id: given.customer.id,
      ...variables,
    });
  const assessments = async (first: number, after?: string): Promise<Page> =>
    (await askAssessments({ first, after })).data!.riskProfile!.assessments;
  /** Every id, page by page; `between` happens after each page. */
  const walk = async (
    page: (first: number, after?: string) => Promise<Page>,
    size: number,
    between: () => Promise<void> = async () => undefined,
  ): Promise<string[]> => {
    const ids: string[] = [];
    for (let after: string | undefined; ; ) {
      const { edges, pageInfo } = await page(size, after);
      ids.push(...edges.map(({ node }) => node.id));
      if (ids.length > 100) throw new Error('the pages have no end');
      expect(edges.length).toBeLessThanOrEqual(size);
      expect(pageInfo.hasPreviousPage).toBe(after !== undefined);
      expect(pageInfo.startCursor).toBe(edges[0]?.cursor ?? null);
      expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor ?? null);
      if (!pageInfo.hasNextPage) return ids;
      after = pageInfo.endCursor!;
      await between();
    }
  };

  test.each([1, 3, 7, 100])('lines come whole and oldest first, %i at a time', async (size) => {
    expect(await walk(accounts, size)).toEqual(given.accounts.map(({ id }) => id));
  });

  test.each([1, 4, 11, 100])('journals come whole and newest first, %i at a time', async (size) => {
    expect(await walk(journal, size)).toEqual(entryIds);
  });

  test.each([1, 3, 7, 100])('scores come whole and newest first, %i at a time', async (size) => {
    expect(await walk(assessments, size)).toEqual(assessmentIds);
  });

  test('a score that is made while somebody reads neither shifts nor repeats a page', async () => {
    const made: string[] = [];
    const before = [...assessmentIds];
    const ids = await walk(assessments, 2, async () => {
      made.unshift(await assessed());
    });
    assessmentIds.unshift(...made);
    expect(made.length).toBeGreaterThan(1);
    expect(ids).toEqual(before);
  });

  test('a cursor of another connection, or of none, is refused; a stranger’s shows nothing', async () => {
    const cursorOf = (name: string, id: string) =>
      Buffer.from(`${name}:${id}`).toString('base64url');
    const newest = assessmentIds[0]!;
    const hostile = [
      (await journal(1)).pageInfo.endCursor!,
      cursorOf('CreditAccount', newest),
      cursorOf('Assessment', "' OR 1=1 --"),
      cursorOf('Assessment', newest.toUpperCase()),
      `${cursorOf('Assessment', newest)}=`,
      `${cursorOf('Assessment', newest)}\u0000`,
      newest,
      '',
      'x'.repeat(10_000),
    ];
    for (const after of hostile) {
      const { data, errors } = await askAssessments({ first: 2, after });
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['INVALID_CURSOR']);
      expect(data?.riskProfile ?? null).toBeNull();
    }
    // Ids tell the time: a stranger's places the page, and the page is the customer's own.
    const stranger = await givenLines(gateway.store.ports);
    const { made } = (await reassess(gateway.store.ports, agent, stranger.customer.id)) as {
      made: { id: string };
    };
    const page = await assessments(100, cursorOf('Assessment', made.id));
    expect(page.edges.map(({ node }) => node.id)).toEqual(assessmentIds);
    for (const first of [0, -1, 101, 2_147_483_647]) {
      const { errors } = await askAssessments({ first });
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['INVALID_PAGE_SIZE']);
    }
  });

  test('a page that ends exactly at the end says so', async () => {
    expect((await journal(11)).pageInfo.hasNextPage).toBe(false);
    expect((await journal(10)).pageInfo.hasNextPage).toBe(true);
    const { edges, pageInfo } = await journal(5, (await journal(11)).pageInfo.endCursor!);
    expect(edges).toEqual([]);
    expect(pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: true,
      startCursor: null,
      endCursor: null,
    });
  });

  test('entries that are booked while somebody reads neither shift nor repeat a page', async () => {
    const { ports } = gateway.store;
    const book = () => ports.inTransaction(() => ports.books.append([anEntry(given.account)]));
    expect(await walk(journal, 3, book)).toEqual(entryIds);
  });

  test('lines that are opened while somebody reads come at the end, and nothing is left out', async () => {
    const { ports } = gateway.store;
    const opened: string[] = [];
    const ids = await walk(accounts, 3, async () => {
      const account = anAccount(given.customer, given.product);
      opened.push(account.id);
      await ports.inTransaction(async () => {
        await ports.accounts.add([account]);
        await ports.books.open([aPosition(account)]);
      });
    });
    expect(opened.length).toBeGreaterThan(1);
    const all = [...given.accounts.map(({ id }) => id), ...opened];
    expect(ids).toEqual(all.slice(0, ids.length));
    expect(ids.length).toBeGreaterThan(given.accounts.length);
  });
});
