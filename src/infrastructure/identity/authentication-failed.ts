/** Why a request is not let in: in full for the operator's log, in general for the client. */

export type AuthenticationFailureReason =
  | 'missing'
  | 'malformed'
  | 'expired'
  | 'signature'
  | 'issuer'
  | 'audience'
  | 'algorithm'
  | 'claims'
  | 'keys-unavailable';

/**
 * A bearer token that gives no actor. `message`, `status` and `headers` may go to the client: they
 * don't tell which check failed, so that nobody can probe the checks. `reason` and `cause` are for
 * the log.
 */
export class AuthenticationFailed extends Error {
  readonly reason: AuthenticationFailureReason;
  /** 503 when the issuer's keys can't be had (the token may be good), otherwise 401. */
  readonly status: 401 | 503;
  /** Response headers by lower-case name: the challenge of RFC 6750 section 3, or a retry. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(reason: AuthenticationFailureReason, options?: ErrorOptions) {
    const message = MESSAGES[reason] ?? 'The access token is not valid';
    super(message, options);
    this.name = 'AuthenticationFailed';
    this.reason = reason;
    this.status = reason === 'keys-unavailable' ? 503 : 401;
    this.headers = headersFor(reason, message);
  }
}

const MESSAGES: Partial<Record<AuthenticationFailureReason, string>> = {
  missing: 'An access token is required',
  'keys-unavailable': 'Access tokens cannot be verified at the moment',
};

function headersFor(
  reason: AuthenticationFailureReason,
  description: string,
): Record<string, string> {
  if (reason === 'keys-unavailable') return { 'retry-after': '5' };
  // A request without any token gets no error code (RFC 6750 section 3.1).
  const error =
    reason === 'missing' ? '' : `, error="invalid_token", error_description="${description}"`;
  return { 'www-authenticate': `Bearer realm="clearline"${error}` };
}
