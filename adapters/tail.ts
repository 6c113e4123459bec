/** The last words of a program, however much it says. */
import type { Readable } from 'node:stream';

const KEPT = 2048;

export interface Tail {
  text(): string;
  clear(): void;
}

/** Reads the streams to their ends and keeps the last 2 KiB of what was said. */
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

/** A reason, and what was said last, where anything was. */
export function withLastWords(reason: string, words: string): string {
  const said = words.trim();
  return said === '' ? reason : `${reason}\nits last output:\n${said}`;
}
