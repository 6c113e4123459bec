/** What `ptshare explore` finds is kept as stories. */
import { plain } from '../reports/plain.ts';
import type { ExplorationReport } from '../schemas/generated/types.ts';
import { InputError } from '../schemas/input-error.ts';
import { validateTrace } from '../schemas/validate.ts';
import { foundFolder, keepFind } from './found.ts';
import type { Io } from './io.ts';

export interface KeepOptions {
  readonly found?: string | false;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Failing to keep a trace does not change what was found. */
export function keepExplored({ violations, body }: ExplorationReport, options: KeepOptions, io: Io): void {
  if (options.found === false) return;
  const say = options.json === true ? io.err : options.quiet === true ? () => undefined : io.out;
  for (const { rule, trace } of violations) {
    try {
      const path = keepFind({ rule, from: body, trace: validateTrace(trace) }, foundFolder(options));
      say(`kept in ${plain(path, 300)}\n`);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      io.err(`not kept: ${plain(error.message, 500)}. ${error.hint}\n`);
    }
  }
}
