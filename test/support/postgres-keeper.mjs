/**
 * Keeps one PostgreSQL server for as long as the test run that started it: it prints one line of
 * JSON when the server is ready, and ends the server when its standard input closes. The operating
 * system closes that pipe however the run ends, also by Ctrl-C or SIGKILL, so no server is left.
 */
import { removeCluster, removeLeftovers, startCluster } from './postgres-cluster.mjs';

const print = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);
const runEnds = new Promise((resolve) => {
  process.stdin.resume();
  process.stdin.once('close', resolve);
});
// A signal to the whole group must not take the keeper before it has ended its server.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
// The run may be gone when the line is printed; its end is seen at the standard input.
process.stdout.on('error', () => {});

try {
  await removeLeftovers();
  const { root, url } = await startCluster(process.ppid);
  print({ url });
  await runEnds;
  await removeCluster(root);
} catch (error) {
  print({ error: [error.message, error.stderr].filter(Boolean).join(' ').trim() });
  process.exitCode = 1;
}
process.exit();
