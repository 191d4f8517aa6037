/** A notice as plain text and as a page: nothing added, nothing lost, and nothing let through. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { NOTICE_SECTIONS, type NoticeSection } from '../../../src/domain/platform-action/notice.js';
import { noticeSections } from '../../../src/domain/platform-action/notice-sections.js';
import {
  noticeHtml,
  noticeText,
  TEXT_COLUMNS,
} from '../../../src/domain/platform-action/notice-text.js';
import { columnsOf, wrapped } from '../../../src/domain/platform-action/text-columns.js';
import { LOCALES } from '../../../src/domain/wording.js';
import { packOf } from './measures.js';
import { aNotice, factsOf } from './notices.js';

const NOTICE = aNotice(noticeSections(factsOf('SERVICE_SCOPE_CHANGE', 'DRAWDOWN_RIGHT_ENDED')));
/** Without any white space, which wrapping may put or drop. */
const bare = (text: string): string => text.replace(/\s+/g, '');

const HOSTILE =
  '<script>alert(1)</script><img src=x onerror=alert(1)>"\'&amp;</style></title><a href="javascript:x">';

describe('plain text', () => {
  test.each(LOCALES)('in %s has every word in lines that fit', (locale) => {
    const text = noticeText(NOTICE, locale);
    for (const line of text.split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(TEXT_COLUMNS);
    for (const { title, paragraphs } of NOTICE.sections) {
      for (const words of [title, ...paragraphs]) expect(bare(text)).toContain(bare(words[locale]));
    }
    expect(text).toContain(locale === 'en' ? '25 November 2026' : '2026年11月25日');
    expect(text).toContain(NOTICE.id);
    expect(text.endsWith('\n')).toBe(true);
  });

  test('keeps English words whole and begins no Chinese line with a closing mark', () => {
    const lines = noticeText(NOTICE, 'zh').split('\n');
    for (const line of lines) expect(line).not.toMatch(/^[，。、；：”）]/);
    const words = new Set(noticeText(NOTICE, 'en').split(/\s+/));
    for (const { paragraphs } of NOTICE.sections) {
      for (const { en } of paragraphs) {
        for (const word of en.split(/\s+/)) expect(words).toContain(word);
      }
    }
  });

  test('wraps whatever there is, and loses nothing', () => {
    const plain = ['word', '字', ' ', 'a-long-word-', '\n', '😀'] as const;
    const textOf = (...more: string[]) =>
      fc.array(fc.constantFrom(...plain, ...more), { maxLength: 80 }).map((all) => all.join(''));
    const columns = fc.integer({ min: 20, max: 80 });
    const fits = fc.property(textOf(), columns, (text, most) => {
      for (const line of wrapped(text, most)) expect(columnsOf(line)).toBeLessThanOrEqual(most);
    });
    const keeps = fc.property(textOf('，', '。', '“', '”', '（'), columns, (text, most) => {
      expect(bare(wrapped(text, most).join(''))).toBe(bare(text));
    });
    fc.assert(fits, { numRuns: 300 });
    fc.assert(keeps, { numRuns: 300 });
  });

  test('cuts a word that is longer than a line', () => {
    expect(wrapped('x'.repeat(25), 10)).toEqual(['x'.repeat(10), 'x'.repeat(10), 'x'.repeat(5)]);
  });

  test('begins no line with a mark that closes something', () => {
    expect(wrapped('还款照常进行。如有误，请告知。', 12)).toEqual([
      '还款照常进',
      '行。如有误，',
      '请告知。',
    ]);
  });

  test('keeps line breaks of whoever wrote it, and no character that nobody can see', () => {
    expect(wrapped('One.\r\nTwo.', 20)).toEqual(['One.', 'Two.']);
    expect(wrapped('a\u001b[31mb\u202ec\u200bd\u0000e\tf', 20)).toEqual(['a[31mbcde f']);
  });
});

describe('the page', () => {
  test.each(LOCALES)(
    'in %s has its language, a title and a heading for every section',
    (locale) => {
      const html = noticeHtml(NOTICE, locale);
      expect(html).toMatch(/^<!doctype html>\n<html lang="(en|zh-Hans)">/);
      expect(html).toContain(locale === 'en' ? 'lang="en"' : 'lang="zh-Hans"');
      expect(html.match(/<h1>/g)).toHaveLength(1);
      expect(html).toMatch(/<title>[^<]+<\/title>/);
      for (const { code, title } of NOTICE.sections) {
        const id = code.toLowerCase().replaceAll('_', '-');
        expect(html).toContain(
          `<section aria-labelledby="${id}">\n<h2 id="${id}">${title[locale]}</h2>`,
        );
      }
      const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
    },
  );

  test('needs nothing from elsewhere and runs nothing', () => {
    for (const locale of LOCALES) {
      const html = noticeHtml(NOTICE, locale);
      expect(html).not.toMatch(/<script|<link|<img|<iframe|https?:|url\(|@import|\son\w+=/i);
      expect(html).toContain("default-src 'none'");
      expect(html).toContain('@media print');
    }
  });

  test('lets hostile words through nowhere', () => {
    const text = { en: HOSTILE, zh: HOSTILE };
    const sections: NoticeSection[] = NOTICE_SECTIONS.map((code) => ({
      code,
      title: text,
      paragraphs: [text, text],
    }));
    const hostile = aNotice(sections, { id: HOSTILE, packEdition: HOSTILE });
    for (const locale of LOCALES) {
      const html = noticeHtml(hostile, locale);
      expect(html).not.toContain('<script');
      expect(html).not.toContain('<img');
      expect(html).not.toContain('<a ');
      expect(html.match(/&lt;script&gt;/g)).toHaveLength(NOTICE_SECTIONS.length * 3 + 1);
      // Whatever stands in the page as a tag is one of ours.
      const tags = new Set([...html.matchAll(/<\/?([a-z0-9!]+)/gi)].map(([, tag]) => tag));
      const own = ['!doctype', 'html', 'head', 'meta', 'title', 'style', 'body', 'main', 'section'];
      expect(
        [...tags].filter((tag) => ![...own, 'h1', 'h2', 'p', 'br'].includes(tag ?? '')),
      ).toEqual([]);
      expect(html.match(/<\/style>/g)).toHaveLength(1);
      expect(html.match(/<\/title>/g)).toHaveLength(1);
    }
  });

  test('lets hostile values of the institution through nowhere', () => {
    const text = { en: HOSTILE, zh: HOSTILE };
    const named = { name: text, address: text };
    const by = { ...named, id: 'hostile', telephone: HOSTILE, website: HOSTILE };
    const institution = { ...named, contact: text, supervisors: { US: named }, bureaus: [by] };
    const facts = factsOf('BEHAVIOUR', 'SUSPENSION', packOf('US-REG-Z-2011'));
    const bureau = { by, report: null, score: null };
    const sections = noticeSections({ ...facts, institution, bureau });
    const unnamed = noticeSections({ ...facts, institution, bureau: { ...bureau, by: null } });
    for (const locale of LOCALES) {
      const html = noticeHtml(aNotice(sections), locale);
      expect(html).not.toMatch(/<script|<img|<a |<\/style><\/title>/);
      // Name, address and contact; the agency's two; the bureau's four.
      expect(html.match(/&lt;script&gt;/g)).toHaveLength(9);
      const asked = noticeHtml(aNotice(unnamed), locale);
      expect(asked).not.toMatch(/<script|<img|<a /);
      expect(asked.match(/&lt;script&gt;/g)).toHaveLength(6);
    }
  });

  test('shows a reviewer’s line breaks', () => {
    const text = { en: 'One.\nTwo & three.', zh: '一。\n二。' };
    const notice = aNotice([{ code: 'REASONS', title: text, paragraphs: [text] }]);
    expect(noticeHtml(notice, 'en')).toContain('<p>One.<br>Two &amp; three.</p>');
  });
});
