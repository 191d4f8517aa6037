/**
 * The entry: checks that this Node can run the rest before any of it is loaded, because an older one
 * would fail somewhere inside with words that help nobody.
 */
const NEEDED = [22, 17] as const;
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  console.error(
    `Clearline needs Node ${NEEDED.join('.')} or newer; this is ${process.versions.node}. ` +
      'Start it with "npm start", which brings its own.',
  );
  process.exitCode = 1;
} else {
  const { run } = await import('./command-line.js');
  process.exitCode = await run(process.argv.slice(2));
}

export {};
