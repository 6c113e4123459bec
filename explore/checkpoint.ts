/**
 * A search at rest as a file: a magic word, the length of a header, the header as JSON (what it is about, the counts, the lengths of the
 * parts), the parts as they lie in memory, and the SHA-256 of all that. It is written beside its place and then moved there, so that an
 * interruption leaves the old one whole.
 */
import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { closeSync, openSync, readSync, renameSync, statSync, writeSync } from 'node:fs';
import { endianness } from 'node:os';
import { InputError } from '../schemas/input-error.ts';
import type { Saved, SavedAbout } from './saved.ts';
import type { SavedTally } from './tally.ts';

const MAGIC = 'ptshCKP1';
/** The magic word and the length of the header. */
const PREFIX = MAGIC.length + 4;
const DIGEST = 32;
/** One write or read at a time: both have a limit of 2 GiB. */
const PIECE = 2 ** 26;
const START_AGAIN = 'explore from the beginning, without it';

interface Header {
  readonly about: SavedAbout;
  readonly tally: SavedTally;
  /** Of the machine that wrote it. */
  readonly endianness: string;
  /** Elements of each part. */
  readonly lengths: { readonly words: number; readonly parents: number; readonly interned: number };
}

/** @param path a file, which is replaced */
export function writeCheckpoint(path: string, { about, tally, words, parents, interned }: Saved): void {
  const lengths = { words: words.length, parents: parents.length, interned: interned.length };
  const header = Buffer.from(JSON.stringify({ about, tally, endianness: endianness(), lengths } satisfies Header));
  const prefix = Buffer.alloc(PREFIX);
  prefix.write(MAGIC, 'latin1');
  prefix.writeUInt32LE(header.length, MAGIC.length);
  const beside = `${path}.writing`;
  const file = openSync(beside, 'w');
  try {
    const hash = createHash('sha256');
    for (const part of [prefix, header, bytesOf(words), bytesOf(parents), interned]) writeWhole(file, part, hash);
    writeWhole(file, hash.digest());
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
}

/** @throws InputError where the file is none, is damaged, or was written on a machine of another byte order */
export function readCheckpoint(path: string): Saved {
  const { size } = statSync(path);
  const file = openSync(path, 'r');
  try {
    return readFrom(file, size);
  } catch (error) {
    throw error instanceof InputError ? error.in(path) : error;
  } finally {
    closeSync(file);
  }
}

function readFrom(file: number, size: number): Saved {
  const prefix = Buffer.alloc(PREFIX);
  if (size < PREFIX + DIGEST || !readWhole(file, prefix) || prefix.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw new InputError('checkpoint-foreign', 'this is no checkpoint of an exploration', { hint: START_AGAIN });
  }
  const hash = createHash('sha256').update(prefix);
  const length = prefix.readUInt32LE(MAGIC.length);
  if (length > size - PREFIX - DIGEST) throw damaged('its header is longer than the file');
  const json = Buffer.alloc(length);
  if (!readWhole(file, json, hash)) throw damaged('its header is cut off');
  const header = headerOf(json);
  const { lengths } = header;
  const expected = PREFIX + length + 4 * (lengths.words + lengths.parents) + lengths.interned + DIGEST;
  if (size !== expected) throw damaged(`it has ${size} bytes, and its header speaks of ${expected}`);
  return partsOf(file, header, hash);
}

function partsOf(file: number, { about, tally, lengths }: Header, hash: Hash): Saved {
  const words = new Int32Array(lengths.words);
  const parents = new Int32Array(lengths.parents);
  const interned = new Uint8Array(lengths.interned);
  const digest = Buffer.alloc(DIGEST);
  const whole = [words, parents, interned].every((part) => readWhole(file, bytesOf(part), hash)) && readWhole(file, digest);
  if (!whole || !hash.digest().equals(digest)) throw damaged('its checksum is not that of its content');
  return { about, tally, words, parents, interned };
}

/** The header, with no more looked at than what is needed to check the rest: the checksum vouches for the other fields. */
function headerOf(json: Buffer): Header {
  let header: Header;
  try {
    header = JSON.parse(json.toString()) as Header;
  } catch {
    throw damaged('its header is no JSON');
  }
  const { words, parents, interned } = header.lengths ?? {};
  if (![words, parents, interned].every((length) => Number.isSafeInteger(length) && length >= 0))
    throw damaged('its header has no lengths');
  if (header.endianness !== endianness()) {
    const message = `this checkpoint was written on a machine of byte order ${header.endianness}, and this one has ${endianness()}`;
    throw new InputError('checkpoint-foreign', message, { pointer: '/endianness', hint: START_AGAIN });
  }
  return header;
}

function damaged(how: string): InputError {
  return new InputError('checkpoint-corrupt', `this checkpoint is damaged: ${how}`, { hint: START_AGAIN });
}

function bytesOf(part: Int32Array | Uint8Array): Uint8Array {
  return new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
}

function writeWhole(file: number, bytes: Uint8Array, hash?: Hash): void {
  for (let at = 0; at < bytes.length;) {
    const written = writeSync(file, bytes, at, Math.min(PIECE, bytes.length - at));
    hash?.update(bytes.subarray(at, at + written));
    at += written;
  }
}

/** False at the end of the file. */
function readWhole(file: number, bytes: Uint8Array, hash?: Hash): boolean {
  for (let at = 0; at < bytes.length;) {
    const read = readSync(file, bytes, at, Math.min(PIECE, bytes.length - at), null);
    if (read === 0) return false;
    hash?.update(bytes.subarray(at, at + read));
    at += read;
  }
  return true;
}
