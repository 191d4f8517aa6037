/** How every way in over HTTP learns who sent a request. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../application/actor.js';

/** What a client may know of why it was not let in. */
export interface Rejection {
  /** 401, or 503 when nobody can be let in for the moment. */
  readonly status: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The header in which staff states what a customer's file is looked at for. */
export const PURPOSE_HEADER = 'clearline-purpose';

export interface Authentication {
  /** Who sent the request; throws what `rejection` understands. */
  readonly authenticate: (authorization: string | undefined) => Promise<Actor>;
  readonly rejection: (error: unknown) => Rejection | undefined;
}

/** Who asks; undefined where the refusal has been sent, which `refuse` does under its code. */
export async function actorOf(
  { authenticate, rejection }: Authentication,
  request: FastifyRequest,
  reply: FastifyReply,
  refuse: (code: 'UNAUTHENTICATED' | 'SERVICE_UNAVAILABLE') => unknown,
): Promise<Actor | undefined> {
  try {
    return await authenticate(request.headers.authorization);
  } catch (error) {
    const rejected = rejection(error);
    if (!rejected) throw error;
    reply.headers(rejected.headers);
    refuse(rejected.status === 401 ? 'UNAUTHENTICATED' : 'SERVICE_UNAVAILABLE');
    return undefined;
  }
}
