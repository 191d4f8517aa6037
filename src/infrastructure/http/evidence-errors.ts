/** What a client is told when a document is not taken in, or not given out. */
import type { EvidenceRefusal } from '../../application/hand-in-evidence.js';
import { type MessageCode, storedMessage } from '../../application/messages.js';
import { EVIDENCE_KINDS, UNUSED_DAYS } from '../../domain/appeal/evidence.js';
import { ACCESS_PURPOSES } from '../../domain/appeal/file-access.js';
import type { Figures, Locale } from '../../domain/wording.js';

export type EvidenceError =
  | EvidenceRefusal
  | {
      readonly code:
        | 'UNAUTHENTICATED'
        | 'SERVICE_UNAVAILABLE'
        | 'KIND_INVALID'
        | 'BUSY'
        | 'PURPOSE_UNKNOWN'
        | 'NOT_FOUND'
        | 'METHOD_NOT_ALLOWED'
        | 'INTERNAL_SERVER_ERROR';
    };

type Code = EvidenceError['code'];

const TOLD: Readonly<Record<Code, readonly [status: number, message: MessageCode]>> = {
  UNAUTHENTICATED: [401, 'EVIDENCE_UNAUTHENTICATED'],
  SERVICE_UNAVAILABLE: [503, 'EVIDENCE_SERVICE_UNAVAILABLE'],
  FORBIDDEN: [403, 'FORBIDDEN'],
  CUSTOMER_NOT_FOUND: [404, 'CUSTOMER_NOT_FOUND'],
  NOT_FOUND: [404, 'EVIDENCE_NOT_HERE'],
  METHOD_NOT_ALLOWED: [405, 'EVIDENCE_METHOD_NOT_ALLOWED'],
  KIND_INVALID: [400, 'EVIDENCE_KIND_INVALID'],
  TOO_LARGE: [413, 'EVIDENCE_TOO_LARGE'],
  TYPE_NOT_ACCEPTED: [415, 'EVIDENCE_TYPE_NOT_ACCEPTED'],
  TRUNCATED: [422, 'EVIDENCE_TRUNCATED'],
  TOO_SLOW: [408, 'EVIDENCE_TOO_SLOW'],
  TOO_MANY_PIXELS: [422, 'EVIDENCE_TOO_MANY_PIXELS'],
  UNPACKS_TOO_LARGE: [422, 'EVIDENCE_UNPACKS_TOO_LARGE'],
  PROTECTED: [422, 'EVIDENCE_PROTECTED'],
  EMPTY: [422, 'EVIDENCE_EMPTY'],
  TOO_MANY_DOCUMENTS: [409, 'EVIDENCE_TOO_MANY_DOCUMENTS'],
  PURPOSE_UNKNOWN: [400, 'EVIDENCE_PURPOSE_UNKNOWN'],
  BUSY: [503, 'EVIDENCE_BUSY'],
  INTERNAL_SERVER_ERROR: [500, 'EVIDENCE_DEFECT'],
};

function figuresOf(error: EvidenceError): Figures {
  switch (error.code) {
    case 'KIND_INVALID':
      return { kinds: EVIDENCE_KINDS.join(', ') };
    case 'PURPOSE_UNKNOWN':
      return { purposes: ACCESS_PURPOSES.join(', ') };
    case 'TOO_LARGE':
      return { mebibytes: error.mostBytes / 1024 ** 2 };
    case 'UNPACKS_TOO_LARGE':
      return { megabytes: error.mostBytes / 1_000_000 };
    case 'TOO_MANY_PIXELS':
      return { megapixels: error.mostPixels / 1_000_000 };
    case 'TOO_MANY_DOCUMENTS':
      return { most: error.most, days: UNUSED_DAYS };
    default:
      return {};
  }
}

/** Status and body of the answer. */
export function errorAnswer(error: EvidenceError, locale: Locale) {
  const [status, messageCode] = TOLD[error.code];
  const message = storedMessage(messageCode, locale, figuresOf(error));
  return { status, body: { error: { code: error.code, message } } };
}
