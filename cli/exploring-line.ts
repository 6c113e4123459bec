/** How far an exploration is, on the error stream: one line that is rewritten at a terminal, a plain line now and then elsewhere. */
import type { Progress } from '../explore/options.ts';
import type { Io } from './io.ts';

/** Milliseconds between two lines. */
const AT_TERMINAL = 100;
const ELSEWHERE = 5000;

export interface ExploringLine {
  readonly show: (now: Progress) => void;
  /** Removes the line. */
  readonly end: () => void;
}

export function exploringLine(world: string, io: Io, quiet: boolean): ExploringLine {
  const pause = io.errIsTty ? AT_TERMINAL : ELSEWHERE;
  let shownAt = performance.now();
  let shown = false;
  return {
    show({ states, waiting, transitions, depth, bytes }) {
      const now = performance.now();
      if (quiet || now - shownAt < pause) return;
      const line = `${world}: ${states} states, ${waiting} waiting, ${transitions} transitions, depth ${depth}, ${Math.round(bytes / 1e6)} MB`;
      io.err(io.errIsTty ? `\r\u001B[K${line}` : `${line}\n`);
      shown = true;
      shownAt = now;
    },
    end() {
      if (shown && io.errIsTty) io.err('\r\u001B[K');
    },
  };
}
