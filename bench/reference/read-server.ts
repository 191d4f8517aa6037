/**
 * The reading benches' reference: a plain `node:http` server that parses the same request body,
 * looks the customer's answer up in memory and stringifies it. No authentication, no database.
 * Arguments: which reading, the SQLite file, then the customers that will be asked for.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openStore } from '../portfolio.js';
import { READINGS, type ReadingName } from '../reading.js';

const [name, sqlitePath, ...customerIds] = process.argv.slice(2);
const reading = READINGS[name as ReadingName];
const store = await openStore({ sqlitePath });
const answers = new Map<string, object>();
for (const id of customerIds) answers.set(id, await reading.answer(store.ports, id));
await store.close();

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = JSON.parse(Buffer.concat(chunks).toString());
    const answer = answers.get(body.variables.customerId);
    const text = JSON.stringify(answer ?? { errors: [{ message: 'no such customer' }] });
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
    });
    response.end(text);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
