/** Lines out of chunks of bytes. */

const NEWLINE = 0x0a;

export interface LineSplitter {
  /** Calls `take` for each line that ends in the chunk, without its newline, until it returns false. */
  push(chunk: Buffer): void;
  /** The line that has begun, so far. */
  rest(): Buffer;
}

/** @param longest a line that grows beyond so many bytes is handed to `tooLong`, once, and nothing after it */
export function splitLines(longest: number, take: (line: Buffer) => boolean, tooLong: (begin: Buffer) => void): LineSplitter {
  let begun: Buffer[] = [];
  let length = 0;
  let closed = false;

  function whole(end: Buffer): Buffer {
    if (begun.length === 0) return end;
    const line = Buffer.concat([...begun, end]);
    begun = [];
    length = 0;
    return line;
  }

  function keep(part: Buffer): void {
    if (part.length === 0) return;
    begun.push(part);
    length += part.length;
    if (length <= longest) return;
    closed = true;
    tooLong(begun[0] ?? part);
    begun = [];
  }

  return {
    push(chunk) {
      let from = 0;
      while (!closed) {
        const to = chunk.indexOf(NEWLINE, from);
        if (to < 0) return keep(chunk.subarray(from));
        if (length + to - from > longest) return keep(chunk.subarray(from));
        if (!take(whole(chunk.subarray(from, to)))) closed = true;
        from = to + 1;
      }
    },
    rest: () => Buffer.concat(begun),
  };
}
