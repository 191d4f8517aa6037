/**
 * `npm run bench -- scoring | explain | list | close`: measures one thing beside its reference and
 * ends with one line of JSON. See README.md for what is compared and what it does not say.
 */
const BENCHES: Readonly<Record<string, () => Promise<object>>> = {
  scoring: async () => (await import('./scoring.js')).scoringBench(),
  explain: async () => (await import('./reading-bench.js')).readingBench('explain'),
  list: async () => (await import('./reading-bench.js')).readingBench('list'),
  close: async () => (await import('./close.js')).closeBench(),
};

const [name = ''] = process.argv.slice(2);
const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (bench) {
  console.log(JSON.stringify(await bench()));
} else {
  console.error(`usage: npm run bench -- ${Object.keys(BENCHES).join(' | ')}`);
  process.exitCode = 2;
}

export {};
