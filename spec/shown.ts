/** What read and fstat have to show. */
import type { Outcome } from '../schemas/generated/types.ts';
import { byteAt } from './bytes.ts';
import { bytesAsked, readFrom } from './calls/reading.ts';
import type { CallView } from './calls/view.ts';
import { unitText } from './msharefs.ts';
import { regionOfFile } from './named.ts';
import type { Claim } from './rule.ts';
import type { Descriptor, FileState, Region } from './world.ts';

/** The size of what the descriptor leads to, in bytes. */
export function sizeOf(v: CallView, file: FileState): bigint | undefined {
  if (file.kind === 'info') return undefined;
  const page = BigInt(v.world.geometry.pageSize);
  const region = regionOfFile(v.world, file);
  if (region) return BigInt(region.pages) * page;
  return file.tail > 0 ? BigInt(file.pages - 1) * page + BigInt(file.tail) : BigInt(file.pages) * page;
}

export function sizeShown(v: CallView): Claim | undefined {
  const descriptor = readFrom(v);
  const size = descriptor && sizeOf(v, descriptor.file);
  if (size === undefined) return undefined;
  const hex = `0x${size.toString(16)}`;
  return { kind: 'answer', text: `the size ${hex}`, passes: (seen) => seen.result === 'done' && seen.size === hex };
}

/** The unit in decimal; whether a newline ends it differs from posting to posting. */
export function unitShown(v: CallView): Claim | undefined {
  const descriptor = readFrom(v);
  if (descriptor?.file.kind !== 'info') return undefined;
  const text = unitText(v.world);
  const from = descriptor.position.bytes;
  const shown = new Set([text, text.trimEnd()].map((whole) => Buffer.from(whole.slice(from, from + bytesAsked(v))).toString('hex')));
  return {
    kind: 'answer',
    text: `the digits of ${text.trimEnd()}`,
    passes: (seen) => seen.result === 'done' && shown.has(seen.data ?? ''),
  };
}

/** Where the region lies and how large it is: two numbers of 64 bits, low byte first; zeros before that is fixed. */
export function placeShown(v: CallView): Claim | undefined {
  const descriptor = readFrom(v);
  const region = descriptor?.readable ? regionOfFile(v.world, descriptor.file) : undefined;
  if (!descriptor || !region) return undefined;
  const told = placeTold(region, BigInt(v.world.geometry.pageSize));
  const asked = bytesAsked(v);
  const { bytes } = descriptor.position;
  const again = told.subarray(0, asked).toString('hex');
  const on = told.subarray(bytes, bytes + asked).toString('hex');
  const either = v.world.choices['q-info-again'] === 'either';
  return {
    kind: 'answer',
    text: `start and size of the region, ${again === '' ? 'no byte of them' : again}`,
    passes: (seen) => seen.result === 'done' && (seen.data === again || (either && seen.data === on)),
  };
}

function placeTold({ named, pages }: Region, pageSize: bigint): Buffer {
  const told = Buffer.alloc(16);
  if (!named!.sized) return told;
  told.writeBigUInt64LE(BigInt(named!.start) * pageSize, 0);
  told.writeBigUInt64LE(BigInt(pages) * pageSize, 8);
  return told;
}

export function bytesShown(v: CallView): Claim | undefined {
  const descriptor = readFrom(v);
  if (descriptor?.file.kind !== 'bytes' || !descriptor.readable) return undefined;
  const length = Math.max(0, Math.min(bytesAsked(v), Number(sizeOf(v, descriptor.file)) - descriptor.position.bytes));
  return { kind: 'answer', text: `${length} bytes of ${descriptor.file.name}`, passes: (seen) => showsBytes(v, descriptor, length, seen) };
}

function showsBytes(v: CallView, { file, position }: Descriptor, length: number, seen: Outcome): boolean {
  if (seen.result !== 'done' || seen.data?.length !== 2 * length) return false;
  const { pageSize } = v.world.geometry;
  for (let i = 0; i < length; i++) {
    const at = position.bytes + i;
    const { value, or } = byteAt(file, Math.floor(at / pageSize), at % pageSize);
    const shown = Number.parseInt(seen.data.slice(2 * i, 2 * i + 2), 16);
    if (shown !== value && shown !== or) return false;
  }
  return true;
}
