/** Which sources of behaviour may be used for a customer: the pack's word and the consents given. */
import { ACTIVITY_SOURCES, type ActivitySource } from '../risk-profile/activity.js';
import type { JurisdictionPack } from './jurisdiction-pack.js';

/** Why facts of a source may be neither kept nor looked at. */
export type SourceRefusal = 'SOURCE_FORBIDDEN' | 'CONSENT_MISSING';

/** Null when facts of the source may be used; `consented` are the consents in force. */
export function sourceRefusal(
  pack: JurisdictionPack,
  consented: ReadonlySet<ActivitySource>,
  source: ActivitySource,
): SourceRefusal | null {
  switch (pack.activitySources[source].value) {
    case 'PERMITTED':
      return null;
    case 'WITH_CONSENT':
      return consented.has(source) ? null : 'CONSENT_MISSING';
    case 'FORBIDDEN':
      return 'SOURCE_FORBIDDEN';
  }
}

/** The sources that may be used under a pack with these consents in force. */
export const permittedSources = (
  pack: JurisdictionPack,
  consented: ReadonlySet<ActivitySource>,
): ReadonlySet<ActivitySource> =>
  new Set(ACTIVITY_SOURCES.filter((source) => sourceRefusal(pack, consented, source) === null));
