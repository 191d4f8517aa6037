/** What the page of a notice looks like, and how text gets onto it. */

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML shows it, in an element or in a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

/** Black on white, in the reader's own sizes; printed without margins of its own. */
export const NOTICE_STYLE = `
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #111; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 42rem; margin: 0 auto; padding: 1.5rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0; }
h2 { font-size: 1.125rem; margin: 1.5rem 0 0.25rem; break-after: avoid; }
p { margin: 0.5rem 0; }
.issued { color: #444; }
@media print {
  main { max-width: none; padding: 0; }
  section { break-inside: avoid; }
}
`;
