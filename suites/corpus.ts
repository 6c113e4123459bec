/** A corpus: a text file with one trace in each line (NDJSON). It is streamed, so its size does not matter. */
import { createReadStream } from 'node:fs';
import { parseJson, TRACE_BYTES } from '../schemas/parse.ts';
import { InputError } from '../schemas/input-error.ts';

export interface Line {
  /** `file:line`, the line from 1. */
  readonly at: string;
  /** Its JSON value. To be called before the next line is taken. @throws InputError for a line that is not JSON */
  readonly parse: () => unknown;
  /** Its bytes. They are gone when the next line is taken. */
  readonly bytes: Uint8Array;
}

/**
 * The lines, in order; empty ones are left out.
 * @param bytes that a line may have
 * @throws InputError for an unreadable file or a line that is too long.
 */
export async function* readLines(path: string, name: string, bytes = TRACE_BYTES): AsyncGenerator<Line> {
  let number = 0;
  let rest = Buffer.alloc(0);
  for await (const chunk of chunksOf(path, name)) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      number += 1;
      const line = rest.length === 0 ? chunk.subarray(from, end) : Buffer.concat([rest, chunk.subarray(from, end)]);
      rest = Buffer.alloc(0);
      from = end + 1;
      yield* lineOf(line, `${name}:${number}`, bytes);
    }
    rest = Buffer.concat([rest, chunk.subarray(from)]);
    if (rest.length > bytes) throw tooLong(`${name}:${number + 1}`, bytes);
  }
  yield* lineOf(rest, `${name}:${number + 1}`, bytes);
}

function* lineOf(line: Buffer, at: string, bytes: number): Generator<Line> {
  if (line.some((byte) => byte > 0x20)) yield { at, parse: () => parseJson(line, at, { bytes }), bytes: line };
}

async function* chunksOf(path: string, name: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>;
  } catch (error) {
    const hint = 'Check that the file is there and may be read.';
    throw new InputError('unreadable', `${name} cannot be read: ${String(error)}`, { file: name, hint });
  }
}

function tooLong(at: string, bytes: number): InputError {
  const hint = `A line may have ${bytes} bytes. Is there one trace, or one transcript, in each?`;
  return new InputError('too-large', 'the line is too long', { file: at, hint });
}
