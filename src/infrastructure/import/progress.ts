/** How far a long command is: a bar on a terminal, a line per tenth anywhere else. */
import cliProgress from 'cli-progress';

/** What the commands write to; `process.stderr` is one. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

export interface Progress {
  /** @param done bytes up to the end of the row that was kept last, of `rows` kept. */
  at(done: number, rows: number): void;
  stop(): void;
}

/** @param total bytes to read, above zero. */
export const progressOn = (output: Output, total: number): Progress =>
  output.isTTY ? bar(output, total) : lines(output, total);

function bar(output: Output, total: number): Progress {
  const made = new cliProgress.SingleBar(
    {
      stream: output as NodeJS.WriteStream,
      format: '{bar} {percentage}% · {rows} rows · {duration_formatted}',
      hideCursor: true,
    },
    cliProgress.Presets.shades_classic,
  );
  made.start(total, 0, { rows: 0 });
  return {
    at: (done, rows) => made.update(done, { rows }),
    stop: () => made.stop(),
  };
}

function lines(output: Output, total: number): Progress {
  let told = 0;
  return {
    at(done, rows) {
      const tenth = Math.floor((10 * done) / total);
      if (tenth <= told) return;
      told = tenth;
      output.write(`${tenth * 10}% read, ${rows} rows\n`);
    },
    stop() {},
  };
}
