/** `ptshare adapter record`: every line that a program and the harness say to each other, kept in a file. */
import { closeSync, writeSync } from 'node:fs';
import type { Overheard } from '../adapters/wire/channel.ts';
import { connect } from '../adapters/connect.ts';
import { plain } from '../reports/plain.ts';
import { loadSuite } from '../suites/load.ts';
import { programNamed } from './adapter-check.ts';
import { EXIT } from './exit.ts';
import type { ExitCode } from './exit.ts';
import type { Io } from './io.ts';
import { openFile } from './recording.ts';

export interface RecordOptions {
  readonly to: string;
  readonly deadline?: number;
  readonly force?: boolean;
  readonly json?: boolean;
}

interface Counts {
  lines: number;
  complete: number;
  skipped: number;
  broken: number;
}

/** @throws InputError for a body, traces or a file that cannot be taken */
export async function record(name: string, paths: readonly string[], options: RecordOptions, io: Io): Promise<ExitCode> {
  programNamed(name);
  const suite = await loadSuite(paths);
  const file = openFile(options.to, options.force === true);
  const counts: Counts = { lines: 0, complete: 0, skipped: 0, broken: 0 };
  const began = performance.now();
  const overhear = ({ direction, text }: Overheard): void => {
    const milliseconds = Math.round((performance.now() - began) * 1000) / 1000;
    writeSync(file, `${JSON.stringify({ milliseconds, direction, text })}\n`);
    counts.lines += 1;
  };
  try {
    const stage = await connect(name, { overhear, ...(options.deadline === undefined ? {} : { stepMilliseconds: options.deadline }) });
    try {
      for await (const { trace } of suite.traces()) counts[(await stage.perform(trace)).status] += 1;
    } finally {
      await stage.stop();
    }
  } finally {
    closeSync(file);
  }
  io.out(options.json === true ? `${JSON.stringify({ file: options.to, ...counts })}\n` : told(options.to, counts));
  return counts.broken > 0 ? EXIT.broken : EXIT.ok;
}

function told(file: string, { lines, complete, skipped, broken }: Counts): string {
  return `${plain(file, 300)}: ${lines} lines; traces: ${complete} complete, ${skipped} skipped, ${broken} broken\n`;
}
