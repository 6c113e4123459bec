/** A corpus: a text file with one trace in each line (NDJSON). It is streamed, so its size does not matter. */
import { createReadStream } from 'node:fs';
import { parseJson, TRACE_BYTES } from '../schemas/parse.ts';
import { InputError } from '../schemas/input-error.ts';

export interface Line {
  /** `file:line`, the line from 1. */
  readonly at: string;
  /** Its JSON value. To be called before the next line is taken. @throws InputError for a line that is not JSON */
  readonly parse: () => unknown;
}

/**
 * The lines, in order; empty ones are left out.
 * @throws InputError for an unreadable file or a line that is too long.
 */
export async function* readLines(path: string, name: string): AsyncGenerator<Line> {
  let number = 0;
  let rest = Buffer.alloc(0);
  for await (const chunk of chunksOf(path, name)) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      number += 1;
      const line = rest.length === 0 ? chunk.subarray(from, end) : Buffer.concat([rest, chunk.subarray(from, end)]);
      rest = Buffer.alloc(0);
      from = end + 1;
      yield* lineOf(line, `${name}:${number}`);
    }
    rest = Buffer.concat([rest, chunk.subarray(from)]);
    if (rest.length > TRACE_BYTES) throw tooLong(`${name}:${number + 1}`);
  }
  yield* lineOf(rest, `${name}:${number + 1}`);
}

function* lineOf(line: Buffer, at: string): Generator<Line> {
  if (line.some((byte) => byte > 0x20)) yield { at, parse: () => parseJson(line, at) };
}

async function* chunksOf(path: string, name: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>;
  } catch (error) {
    const hint = 'Check that the file is there and may be read.';
    throw new InputError('unreadable', `${name} cannot be read: ${String(error)}`, { file: name, hint });
  }
}

function tooLong(at: string): InputError {
  const hint = `A trace may have ${TRACE_BYTES} bytes. Is there one trace in each line?`;
  return new InputError('too-large', 'the line is too long', { file: at, hint });
}
