/**
 * The connections of a server, and how they end: nobody new is let in, idle ones are closed, whoever
 * has sent a whole request gets the answer within a deadline, and what is left then is cut.
 */
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Patience {
  /** For a whole request to arrive; how long the answer takes is not limited. */
  readonly receiveMs: number;
  /** For answers when the server stops. */
  readonly answerMs: number;
}

export const PATIENCE: Patience = { receiveMs: 30_000, answerMs: 10_000 };

/** As long as a load balancer commonly keeps its side, so that the server does not close first. */
const KEEP_ALIVE_MS = 72_000;
/** For the rest of a request of which a part was there when the server stopped. */
const REST_MS = 1_000;
const LOOK_EVERY_MS = 20;

export interface Connections {
  /** For Fastify, which makes one server for each address of a host name. */
  serverFactory(handler: RequestListener): Server;
  /** Resolves when nobody waits for an answer any more. */
  drain(): Promise<void>;
}

/** Requests that may take longer to arrive than others. */
export interface LongRequests {
  isSuch(request: IncomingMessage): boolean;
  readonly receiveMs: number;
}

export function connectionsWith(
  { receiveMs, answerMs }: Patience,
  long: LongRequests,
): Connections {
  const servers: Server[] = [];
  const open = new Map<ServerResponse, IncomingMessage>();

  async function answered(): Promise<void> {
    const from = performance.now();
    const isWaiting = (): boolean => {
      if (open.size === 0) return false;
      const whole = [...open.values()].some(({ complete }) => complete);
      return performance.now() - from < (whole ? answerMs : Math.min(REST_MS, answerMs));
    };
    do {
      await sleep(LOOK_EVERY_MS);
      for (const server of servers) server.closeIdleConnections();
    } while (isWaiting());
  }

  return {
    serverFactory(handler) {
      const connectionsCheckingInterval = Math.min(5_000, receiveMs);
      // Node knows one limit for all requests; those that are not long have their own beside it.
      const requestTimeout = Math.max(receiveMs, long.receiveMs + REST_MS);
      const timeouts = { requestTimeout, headersTimeout: receiveMs };
      const options = { ...timeouts, keepAliveTimeout: KEEP_ALIVE_MS, connectionsCheckingInterval };
      const server = createServer(options, (request, response) => {
        open.set(response, request);
        response.once('close', () => open.delete(response));
        if (!long.isSuch(request)) limit(server, request, receiveMs);
        handler(request, response);
      });
      servers.push(server);
      return server;
    },
    async drain() {
      for (const server of servers) server.close();
      await answered();
      for (const server of servers) server.closeAllConnections();
    },
  };
}

/** Ends the connection of a request whose body has not come within a time, as Node does by itself. */
function limit(server: Server, request: IncomingMessage, receiveMs: number): void {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (encoding === undefined && Number(length ?? 0) === 0) return;
  const timer = setTimeout(() => {
    if (request.complete || request.socket.destroyed) return;
    const late = Object.assign(new Error('request timeout'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
    server.emit('clientError', late, request.socket);
  }, receiveMs);
  timer.unref();
  request.once('close', () => clearTimeout(timer));
}
