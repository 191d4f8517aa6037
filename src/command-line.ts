/**
 * The command line: reads the configuration and runs one command. What a command needs is loaded only
 * then, because loading a server takes longer than all that asking one needs.
 */
import { type Config, ConfigError, readConfig } from './infrastructure/config.js';
import { TokenCommandError } from './infrastructure/identity/token-command-error.js';
import { StartRefused, usingStore } from './infrastructure/start-refusal.js';

const USAGE =
  "usage: clearline serve | token --as <persona> | query --as <persona> '<GraphQL>' | import taiwan|activities <file> | erasures replay <file> | scorecard fit|evaluate <csv> | schema";

/** Runs one command of the command line; resolves with the exit code. */
export async function run(argv: readonly string[]): Promise<number> {
  const [command = '', ...rest] = argv;
  try {
    const known = Object.hasOwn(COMMANDS, command) ? COMMANDS[command as Command] : undefined;
    if (known) return await known(rest);
    console.error(USAGE);
    return 2;
  } catch (error) {
    const told = [ConfigError, StartRefused, TokenCommandError].some(
      (kind) => error instanceof kind,
    );
    if (!told) throw error;
    console.error((error as Error).message);
    return 1;
  }
}

type Command = keyof typeof COMMANDS;

const COMMANDS = {
  serve: () => withConfig(async (config) => (await composition()).serveFrom(config)),
  import: (argv: readonly string[]) =>
    withConfig(async (config) => (await composition()).importInto(config, argv)),
  erasures: (argv: readonly string[]) =>
    withConfig(async (config) => (await composition()).erasures(config, argv)),
  token: (argv: readonly string[]) =>
    withConfig(async (config) => {
      const { runTokenCommand } = await import('./infrastructure/identity/token-command.js');
      return printed(await runTokenCommand(argv, config));
    }),
  query: (argv: readonly string[]) =>
    withConfig(async (config) => {
      const { runQueryCommand } = await import('./infrastructure/demo/query-command.js');
      return printed(await runQueryCommand(argv, config));
    }),
  async schema() {
    const { gatewaySdl } = await import('./infrastructure/graphql/schema.js');
    process.stdout.write(gatewaySdl());
    return 0;
  },
  async scorecard(argv: readonly string[]) {
    const command = await import('./infrastructure/analytics/scorecard-command.js');
    const { stderr, stdout } = process;
    const today = new Date().toISOString().slice(0, 10);
    return command.runScorecardCommand(argv, { stderr, stdout, today });
  },
} as const;

const composition = () => import('./composition.js');

function withConfig<T>(command: (config: Config) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  return usingStore(config, () => command(config));
}

function printed(text: string): number {
  console.log(text);
  return 0;
}
