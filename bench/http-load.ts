/**
 * A load generator for HTTP/1.1 over kept-alive loopback connections. It writes requests that were
 * made beforehand and reads no more of an answer than it must, because it shares the machine with
 * the servers that it measures: Node's own client costs more than the reference's whole work.
 */
import { connect, type Socket } from 'node:net';

export interface Reply {
  readonly status: number;
  readonly body: Buffer;
}

export interface Load {
  readonly perSecond: number;
  /** Share of the time in which the generator itself was busy; near 1 it is what limits. */
  readonly generatorBusy: number;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const MAX_REPLY_BYTES = 4 * 2 ** 20;

/** A whole POST request to `/graphql`, ready to be written any number of times. */
export function post(body: object, authorization?: string): Buffer {
  const content = Buffer.from(JSON.stringify(body));
  const head = [
    'POST /graphql HTTP/1.1',
    'host: 127.0.0.1',
    'content-type: application/json',
    `content-length: ${content.length}`,
    ...(authorization === undefined ? [] : [`authorization: Bearer ${authorization}`]),
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), content]);
}

/** One connection, one request at a time. */
export class Connection {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #waiting: { resolve(reply: Reply): void; reject(error: Error): void } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the server closed the connection')));
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('error', reject);
      socket.once('connect', () => resolve(new Connection(socket)));
    });
  }

  send(request: Buffer): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) throw new Error('the connection was closed');
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const headEnd = this.#received.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = this.#received.toString('latin1', 0, headEnd);
    const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? Number.NaN);
    if (!(length <= MAX_REPLY_BYTES)) {
      this.#fail(new Error(`cannot read: ${head}`));
      return;
    }
    const end = headEnd + HEAD_END.length + length;
    if (this.#received.length < end) return;
    const body = this.#received.subarray(headEnd + HEAD_END.length, end);
    this.#received = this.#received.subarray(end);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve({ status: Number(head.slice(9, 12)), body });
  }

  #fail(error: Error): void {
    this.#waiting?.reject(error);
    this.#waiting = undefined;
  }
}

export interface Round {
  readonly port: number;
  readonly clients: number;
  /** Which requests to send, in this order; the round ends with the last of them. */
  readonly requests: Iterator<Buffer>;
  /** Throws for an answer that is not as it must be. */
  readonly check: (reply: Reply) => void;
}

/** Sends all requests of a round; every client sends its next one when its answer has come. */
export async function load({ port, clients, requests, check }: Round): Promise<Load> {
  const connections: Connection[] = [];
  try {
    for (let at = 0; at < clients; at += 1) connections.push(await Connection.open(port));
    let answered = 0;
    const client = async (connection: Connection): Promise<void> => {
      for (let next = requests.next(); !next.done; next = requests.next()) {
        check(await connection.send(next.value));
        answered += 1;
      }
    };
    const startedAt = performance.now();
    const before = performance.eventLoopUtilization();
    await Promise.all(connections.map(client));
    const seconds = (performance.now() - startedAt) / 1000;
    const { utilization } = performance.eventLoopUtilization(before);
    return { perSecond: answered / seconds, generatorBusy: utilization };
  } finally {
    for (const connection of connections) connection.close();
  }
}

/** The same requests over and over until the time is up. */
export function* repeated(requests: readonly Buffer[], forMs: number): Generator<Buffer, void> {
  const until = performance.now() + forMs;
  for (let at = 0; performance.now() < until; at += 1) {
    yield requests[at % requests.length] as Buffer;
  }
}

/** One request, one answer, on a connection of its own. */
export async function ask(port: number, request: Buffer): Promise<Reply> {
  const connection = await Connection.open(port);
  try {
    return await connection.send(request);
  } finally {
    connection.close();
  }
}

/** Fails unless a reply is a GraphQL answer without errors. */
export function checkAnswered({ status, body }: Reply): void {
  if (status !== 200 || body.includes('"errors":[{')) {
    throw new Error(`answered ${status}: ${body.toString().slice(0, 500)}`);
  }
}
