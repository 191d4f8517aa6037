/** The small pieces that the report's page is put together from. Every text is escaped here. */

export const text = (value: string): string =>
  value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** A table; the first column holds words, the others figures. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  marked: (row: number) => boolean = () => false,
): string {
  const cells = (tag: string, row: readonly string[]) =>
    row.map((cell) => `<${tag}>${text(cell)}</${tag}>`).join('');
  const body = rows
    .map((row, at) => `<tr${marked(at) ? ' class="marked"' : ''}>${cells('td', row)}</tr>`)
    .join('\n');
  return `<div class="wide"><table><thead><tr>${cells('th', head)}</tr></thead>\n<tbody>\n${body}\n</tbody></table></div>`;
}

export const figureOf = (picture: string, caption: string): string =>
  `<figure>${picture}<figcaption>${text(caption)}</figcaption></figure>`;

export const section = (title: string, ...parts: readonly string[]): string =>
  `<section>\n<h2>${text(title)}</h2>\n${parts.join('\n')}\n</section>`;

export const paragraph = (value: string): string => `<p>${text(value)}</p>`;

export const percent = (value: number | null, digits = 1): string =>
  value === null ? '–' : `${(100 * value).toFixed(digits)}%`;
export const figure = (value: number | null, digits = 3): string =>
  value === null ? '–' : value.toFixed(digits);
export const whole = (value: number): string => value.toLocaleString('en-US');

const STYLE = `
:root { color: #24303f; background: #f4f6f9; font: 15px/1.5 system-ui, "Noto Sans", sans-serif; }
body { margin: 0 auto; max-width: 1120px; padding: 32px 24px 64px; }
h1 { font-size: 26px; margin: 0 0 4px; } h2 { font-size: 19px; margin: 0 0 12px; }
h3 { font-size: 15px; margin: 18px 0 4px; }
section, header { background: #fff; border: 1px solid #e1e6ee; border-radius: 10px;
  margin: 0 0 20px; padding: 22px 26px; }
p { margin: 6px 0; max-width: 82ch; } .quiet { color: #5c6878; font-size: 13px; }
code { background: #eef2f7; border-radius: 5px; display: block; font-size: 13px; margin: 10px 0;
  overflow-wrap: anywhere; padding: 8px 12px; }
.cards { display: grid; gap: 12px; grid-template-columns: repeat(auto-fit, minmax(210px, 1fr));
  margin: 16px 0 4px; }
.cards div { background: #f4f6f9; border-radius: 8px; padding: 10px 14px; }
.cards b { display: block; font-size: 22px; font-weight: 600; } .cards span { color: #5c6878;
  font-size: 12.5px; }
.pair { display: grid; gap: 20px; grid-template-columns: repeat(auto-fit, minmax(440px, 1fr)); }
.pair > * { min-width: 0; }
figure { margin: 0; } figure svg { display: block; height: auto; max-width: 100%; }
figcaption { color: #5c6878; font-size: 13px; max-width: 60ch; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: 12.5px; font-variant-numeric: tabular-nums;
  margin: 10px 0; width: 100%; }
th, td { border-bottom: 1px solid #e6eaf1; padding: 4px 7px; text-align: right;
  vertical-align: top; }
th { color: #5c6878; font-weight: 600; } th:first-child, td:first-child { padding-left: 0;
  text-align: left; }
tr.marked td { background: #fff6e8; }
.characteristic { border-top: 1px solid #e1e6ee; padding: 14px 0 6px; }
.characteristic:first-of-type { border-top: 0; }
@media print { :root { background: #fff; } section { break-inside: avoid; } }
`;

/** A whole page: no scripts, nothing fetched, one file. */
export const page = (title: string, ...parts: readonly string[]): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${parts.join('\n')}
</body>
</html>
`;
