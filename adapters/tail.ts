/** The last words of a program, however much it says. */
import type { Readable } from 'node:stream';

/** Enough for a stack with its heading; a reason of a transcript has room for it. */
const KEPT = 6000;

export interface Tail {
  text(): string;
  clear(): void;
}

/** Reads the streams to their ends and keeps the last KEPT characters of what was said. */
export function tailOf(...streams: Readable[]): Tail {
  let kept = '';
  for (const stream of streams) {
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      kept = (kept + chunk.slice(-KEPT)).slice(-KEPT);
    });
  }
  return {
    text: () => kept,
    clear: () => {
      kept = '';
    },
  };
}
