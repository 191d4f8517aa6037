/**
 * The README as a test reads it. A block marked `sh` is run; a `json` or `text` block that comes
 * next is what it prints. Other blocks (`console`) need something foreign and are only looked at.
 */

export interface Block {
  readonly language: string;
  readonly text: string;
  /** Of the opening fence, from 1. */
  readonly line: number;
}

export interface Step extends Block {
  /** What it prints, where the README shows that. */
  readonly prints?: Block;
}

/** All fenced blocks in their order. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  const lines = markdown.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const [, language] = /^```(\S*)\s*$/.exec(lines[at] ?? '') ?? [];
    if (language === undefined) continue;
    const end = lines.indexOf('```', at + 1);
    if (end < 0) throw new Error(`the block of line ${at + 1} does not end`);
    blocks.push({ language, text: lines.slice(at + 1, end).join('\n'), line: at + 1 });
    at = end;
  }
  return blocks;
}

/** The blocks that are run, with what they print. */
export function stepsOf(markdown: string): Step[] {
  const blocks = blocksOf(markdown);
  return blocks.flatMap((block, at) => {
    if (block.language !== 'sh') return [];
    const next = blocks[at + 1];
    return next && /^(json|text)$/.test(next.language) ? [{ ...block, prints: next }] : [block];
  });
}

/** How an output differs from what is shown; empty when it does not. */
export const differences = ({ language, text }: Block, output: string): string[] =>
  language === 'json' ? jsonDifferences(text, output) : textDifferences(text, output);

function jsonDifferences(shown: string, output: string): string[] {
  try {
    return unlike(JSON.parse(shown), JSON.parse(output), '$');
  } catch (error) {
    return [`${(error as Error).message} in:\n${output}`];
  }
}

const ANYTHING = '…';

/**
 * Members and values must be the same, with these exceptions: `…` stands for anything, also inside a
 * text; as a member's name, or at the end of a list, for anything more; an id, a time and a hash may
 * be any other one.
 */
function unlike(shown: unknown, given: unknown, path: string): string[] {
  if (shown === ANYTHING) return [];
  if (Array.isArray(shown)) {
    if (!Array.isArray(given)) return [`${path} is no list`];
    const more = shown.at(-1) === ANYTHING;
    const own = more ? shown.slice(0, -1) : shown;
    if (more ? given.length < own.length : given.length !== own.length) {
      return [`${path} has ${given.length} elements, not ${own.length}`];
    }
    return own.flatMap((each, at) => unlike(each, given[at], `${path}[${at}]`));
  }
  if (typeof shown === 'object' && shown !== null) {
    if (typeof given !== 'object' || given === null) return [`${path} is ${given}`];
    const { [ANYTHING]: more, ...own } = shown as Record<string, unknown>;
    const members = given as Record<string, unknown>;
    const extra = more === undefined ? Object.keys(members).filter((name) => !(name in own)) : [];
    return [
      ...extra.map((name) => `${path}.${name} is not shown`),
      ...Object.entries(own).flatMap(([name, value]) =>
        name in members ? unlike(value, members[name], `${path}.${name}`) : [`no ${path}.${name}`],
      ),
    ];
  }
  if (typeof shown === 'string' && typeof given === 'string' && isLike(shown, given)) return [];
  return shown === given
    ? []
    : [`${path} is ${JSON.stringify(given)}, not ${JSON.stringify(shown)}`];
}

/** Line by line; a line that is only `…` stands for any lines. */
function textDifferences(shown: string, output: string): string[] {
  const lines = shown.trim().split('\n');
  const pattern = lines
    .map((line) => (line.trim() === ANYTHING ? '(?:.*\n)*?' : `${patternOf(line.trimEnd())} *\n`))
    .join('');
  return new RegExp(`^\n*${pattern}\n*$`).test(`${output.trim()}\n`)
    ? []
    : [`shown:\n${shown}\nprinted:\n${output}`];
}

const isLike = (shown: string, given: string): boolean =>
  new RegExp(`^${patternOf(shown)}$`, 's').test(given);

/** What may be another one each time, and how it looks. */
const CHANGING = [
  /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/,
  /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/,
  /\d{4}-\d{2}-\d{2}/,
  /[A-Za-z\d+/]{43}=/,
  /[\da-f]{64}/,
  /127\.0\.0\.1:\d+/,
];

function patternOf(shown: string): string {
  const parts = new RegExp(`(${[...CHANGING.map(({ source }) => source), ANYTHING].join('|')})`);
  return shown
    .split(parts)
    .map((part) => {
      if (part === ANYTHING) return '.*';
      const kind = CHANGING.find(({ source }) => new RegExp(`^${source}$`).test(part));
      return kind ? `(?:${kind.source})` : escaped(part);
    })
    .join('');
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
