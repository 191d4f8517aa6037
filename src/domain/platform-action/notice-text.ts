/**
 * A stored notice for reading: as plain text for a letter or a mail, and as a page of its own. Both
 * are made from the stored paragraphs and add nothing but the head.
 */
import { JURISDICTION_PACKS } from '../policy/jurisdiction-pack.js';
import { localDate } from '../time.js';
import { dayText, fill, type Locale } from '../wording.js';
import type { Notice } from './notice.js';
import { escapeHtml, NOTICE_STYLE } from './notice-page.js';
import { PAGE_WORDS } from './notice-words.js';
import { columnsOf, shown, wrapped } from './text-columns.js';

/** Columns of plain text; a Chinese character takes two. */
export const TEXT_COLUMNS = 72;

const LANGUAGE_TAGS: Readonly<Record<Locale, string>> = { en: 'en', zh: 'zh-Hans' };

/** Title and the line below it. */
function headOf(notice: Notice, locale: Locale): { title: string; issued: string } {
  const zone = JURISDICTION_PACKS.find(({ id }) => id === notice.packEdition)?.timeZone ?? 'UTC';
  const day = dayText(localDate(notice.issuedAt, zone), locale);
  const title = PAGE_WORDS[notice.accountId === null ? 'APPLICATION' : 'LINE'][locale];
  return { title, issued: fill(PAGE_WORDS.ISSUED[locale], { day, notice: notice.id }, locale) };
}

/** Plain text in lines of at most {@link TEXT_COLUMNS}, with a line break at its end. */
export function noticeText(notice: Notice, locale: Locale): string {
  const { title, issued } = headOf(notice, locale);
  const underlined = (text: string, mark: string): string[] => {
    const lines = wrapped(text, TEXT_COLUMNS);
    return [...lines, mark.repeat(Math.max(...lines.map(columnsOf)))];
  };
  const sections = notice.sections.flatMap((section) => [
    '',
    ...underlined(section.title[locale], '-'),
    ...section.paragraphs.flatMap((paragraph) => ['', ...wrapped(paragraph[locale], TEXT_COLUMNS)]),
  ]);
  return `${[...underlined(title, '='), ...wrapped(issued, TEXT_COLUMNS), ...sections].join('\n')}\n`;
}

/** One page of HTML that needs nothing else: no script, no image, no address. */
export function noticeHtml(notice: Notice, locale: Locale): string {
  const { title, issued } = headOf(notice, locale);
  const html = (text: string): string => escapeHtml(shown(text)).replaceAll('\n', '<br>');
  const sections = notice.sections.map(({ code, title: heading, paragraphs }) => {
    const id = code.toLowerCase().replaceAll('_', '-');
    return `<section aria-labelledby="${id}">
<h2 id="${id}">${html(heading[locale])}</h2>
${paragraphs.map((paragraph) => `<p>${html(paragraph[locale])}</p>`).join('\n')}
</section>`;
  });
  return `<!doctype html>
<html lang="${LANGUAGE_TAGS[locale]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${html(title)}</title>
<style>${NOTICE_STYLE}</style>
</head>
<body>
<main>
<h1>${html(title)}</h1>
<p class="issued">${html(issued)}</p>
${sections.join('\n')}
</main>
</body>
</html>
`;
}
