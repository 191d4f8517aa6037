/** Who decided, which credit bureau had reported, and what the law says, in the words of a notice. */
import type { Institution } from '../policy/institution.js';
import type { JurisdictionPack } from '../policy/jurisdiction-pack.js';
import { dayText, type Text } from '../wording.js';
import { REASON_WORDS } from './notice-decision-words.js';
import { type BureauFacts, type NoticeFacts, told } from './notice-facts.js';
import {
  BUREAU_RIGHTS_WORDS,
  BUREAU_WORDS,
  CREDITOR_WORDS,
  STATEMENT_WORDS,
} from './notice-institution-words.js';

/** Name, address and how to reach it; who supervises it, unless the law's own statement says that. */
export function creditorParagraphs({
  institution,
  pack,
}: {
  readonly institution: Institution;
  readonly pack: JurisdictionPack;
}): Text[] {
  const { name, address, contact, supervisors } = institution;
  const supervisor = supervisors[pack.jurisdiction];
  return [
    told(CREDITOR_WORDS.IS, (locale) => ({ name: name[locale], address: address[locale] })),
    told(CREDITOR_WORDS.CONTACT, (locale) => ({ contact: contact[locale] })),
    ...(supervisor && pack.notice.statement.value === null
      ? [
          told(CREDITOR_WORDS.SUPERVISOR, (locale) => ({
            name: supervisor.name[locale],
            address: supervisor.address[locale],
          })),
        ]
      : []),
  ];
}

/**
 * The law's own statement, where there is one.
 * @throws Error where it names a supervisor and the institution has none.
 */
export function statementParagraphs({ pack, institution }: NoticeFacts): Text[] {
  const statement = pack.notice.statement.value;
  if (statement === null) return [];
  const supervisor = institution.supervisors[pack.jurisdiction];
  if (!supervisor) throw new Error(`the institution has no supervisor for ${pack.jurisdiction}`);
  return [
    told(STATEMENT_WORDS[statement], (locale) => ({
      name: supervisor.name[locale],
      address: supervisor.address[locale],
    })),
  ];
}

/** That a bureau's report acted and whose it was, what it said, through which score, and the rights. */
export function bureauParagraphs({ bureau, pack, decision, institution }: NoticeFacts): Text[] {
  const { bureauDisclosure, bureauRights } = pack.notice;
  if (!bureau || !bureauDisclosure.value || decision.measure?.withheld) return [];
  const { by, report, score } = bureau;
  const who = by
    ? told(BUREAU_WORDS.NAMED, (locale) => ({
        ...by,
        name: by.name[locale],
        address: by.address[locale],
      }))
    : told(BUREAU_WORDS.UNNAMED, (locale) => ({ contact: institution.contact[locale] }));
  return [
    told(BUREAU_WORDS.ACTED),
    who,
    ...(report ? [told(BUREAU_WORDS.REPORT, () => ({ ...report }))] : []),
    ...(score ? scoreParagraphs(score, pack) : []),
    told(BUREAU_RIGHTS_WORDS[bureauRights.value]),
  ];
}

function scoreParagraphs(
  { score, on, min, max, factors }: NonNullable<BureauFacts['score']>,
  { notice }: JurisdictionPack,
): Text[] {
  const figures = { score, min, max };
  const used = told(BUREAU_WORDS.SCORE, (locale) => ({ ...figures, day: dayText(on, locale) }));
  if (!notice.scoreFactors.value || factors.length === 0) return [used];
  const items = factors.map((factor, at) =>
    told(REASON_WORDS.ITEM, (locale) => ({ place: at + 1, reason: factor[locale] })),
  );
  return [used, told(BUREAU_WORDS.FACTORS), ...items];
}
