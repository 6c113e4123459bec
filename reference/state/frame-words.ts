/** A frame as words: its counts, whether it is free, and its bytes as runs of equal ones. */
import type { WordReader } from '../../schemas/words.ts';
import type { Frames } from '../frames.ts';

/** `again`: how many frames will be used before this one when memory is asked for; as many as are free, and more, for one in use. */
export function saveFrame(frames: Frames, id: number, again: number, out: number[]): void {
  const frame = frames.at(id);
  const free = again < frames.freeIds().length;
  out.push(frame.refs, Number(frame.cached), free ? again : -1);
  const { bytes } = frame;
  if (bytes === undefined) out.push(1, 0, frame.fill);
  else saveRuns(bytes, out);
}

/** The count of runs, then where each begins and what it holds. */
function saveRuns(bytes: Uint8Array, out: number[]): void {
  const count = out.push(0) - 1;
  const fours = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  let runs = 0;
  let last = -1;
  for (let k = 0; k < fours.length; k++) {
    if (last >= 0 && fours[k] === Math.imul(last, 0x01010101)) continue;
    for (let i = 4 * k; i < 4 * k + 4; i++) {
      if (bytes[i] === last) continue;
      last = bytes[i]!;
      out.push(i, last);
      runs++;
    }
  }
  out[count] = runs;
}

export interface FrameWords {
  readonly refs: number;
  readonly cached: boolean;
  /** -1: in use. */
  readonly again: number;
  /** Flat: where a run begins, and what it holds. */
  readonly runs: readonly number[];
}

export function readFrame(words: WordReader): FrameWords {
  const [refs, cached, again] = [words.next(), words.next() === 1, words.next()];
  return { refs, cached, again, runs: words.list(() => [words.next(), words.next()]).flat() };
}
