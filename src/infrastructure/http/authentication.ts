/** How every way in over HTTP learns who sent a request. */
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
