/** How far a run is, on the error stream: one line that is rewritten at a terminal, a plain line now and then elsewhere. */
import type { Judgement } from '../oracle/judgement.ts';
import { plain } from '../reports/plain.ts';
import type { Io } from './io.ts';

/** Traces judged so far, those with violations, and those in which the body broke. */
export interface Counts {
  traces: number;
  violating: number;
  broken: number;
}

export interface Progress {
  see(judgement: Judgement): void;
  /** Takes what others have counted, all in all. */
  know(counts: Readonly<Counts>): void;
  /** Removes the line. */
  end(): void;
}

/** Milliseconds between two lines. */
const AT_TERMINAL = 100;
const ELSEWHERE = 5000;
/** Traces between two looks at the clock. */
const STRIDE = 16;

const SILENT: Progress = { see: () => undefined, know: () => undefined, end: () => undefined };

export function createProgress(body: string, total: number, io: Io, quiet: boolean): Progress {
  if (quiet) return SILENT;
  const pause = io.errIsTty ? AT_TERMINAL : ELSEWHERE;
  const began = performance.now();
  let shownAt = began;
  let shown = false;
  let counts: Counts = { traces: 0, violating: 0, broken: 0 };
  function show(now: number): void {
    const { traces, violating, broken } = counts;
    const rate = Math.round((traces * 1000) / Math.max(1, now - began));
    const line = `${plain(body, 40)}: ${traces} of ${total} traces, ${violating} with violations, ${broken} broken, ${rate} a second`;
    io.err(io.errIsTty ? `\r\u001b[K${line}` : `${line}\n`);
    shown = true;
    shownAt = now;
  }
  function showWhenDue(): void {
    const now = performance.now();
    if (now - shownAt >= pause) show(now);
  }
  return {
    see(judgement) {
      countIn(counts, judgement);
      if (counts.traces % STRIDE === 0) showWhenDue();
    },
    know(all) {
      counts = { ...all };
      showWhenDue();
    },
    end() {
      if (shown && io.errIsTty) io.err('\r\u001b[K');
    },
  };
}

export function countIn(counts: Counts, { violations, status }: Judgement): void {
  counts.traces += 1;
  if (violations.length > 0) counts.violating += 1;
  if (status === 'broken') counts.broken += 1;
}
