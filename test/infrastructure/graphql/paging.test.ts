/** Relay pages over HTTP: whole, in order, and undisturbed by what is added meanwhile. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
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

describeDatabases((open) => {
  let gateway: Gateway;
  let given: Given;
  let entryIds: string[];

  beforeAll(async () => {
    gateway = await startGateway(await open(), { customers: 0 });
    const { ports } = gateway.store;
    given = await givenLines(ports, Array(7).fill({}));
    const entries = Array.from({ length: 11 }, () => anEntry(given.account));
    await ports.inTransaction(() => ports.books.append(entries));
    entryIds = entries.map(({ id }) => id).toReversed();
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
