/** How far a run is, on the error stream: one line that is rewritten at a terminal, a plain line now and then elsewhere. */
import type { Judgement } from '../oracle/judgement.ts';
import { plain } from '../reports/plain.ts';
import type { Io } from './io.ts';

export interface Progress {
  see(judgement: Judgement): void;
  /** Removes the line. */
  end(): void;
}

/** Milliseconds between two lines. */
const AT_TERMINAL = 100;
const ELSEWHERE = 5000;
/** Traces between two looks at the clock. */
const STRIDE = 16;

const SILENT: Progress = { see: () => undefined, end: () => undefined };

export function createProgress(body: string, total: number, io: Io, quiet: boolean): Progress {
  if (quiet) return SILENT;
  const pause = io.errIsTty ? AT_TERMINAL : ELSEWHERE;
  const began = performance.now();
  let shownAt = began;
  let shown = false;
  let [traces, violating, broken] = [0, 0, 0];
  function show(now: number): void {
    const rate = Math.round((traces * 1000) / Math.max(1, now - began));
    const line = `${plain(body, 40)}: ${traces} of ${total} traces, ${violating} with violations, ${broken} broken, ${rate} a second`;
    io.err(io.errIsTty ? `\r\u001b[K${line}` : `${line}\n`);
    shown = true;
    shownAt = now;
  }
  return {
    see(judgement) {
      traces += 1;
      violating += judgement.violations.length > 0 ? 1 : 0;
      broken += judgement.status === 'broken' ? 1 : 0;
      if (traces % STRIDE !== 0) return;
      const now = performance.now();
      if (now - shownAt >= pause) show(now);
    },
    end() {
      if (shown && io.errIsTty) io.err('\r\u001b[K');
    },
  };
}
