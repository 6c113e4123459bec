/** Fields that the lines of several calls have. */
import type { FieldWriter } from './field-writer.ts';
import { weigh } from './flag-sets.ts';
import type { FlagSet } from './flag-sets.ts';
import type { Step } from './generated/types.ts';

export type Call = Step['call'];
/** Writes what a call says, in a fixed order. The values may be anything: the text sees to what they are. */
export type Write<N extends Call> = (text: FieldWriter, step: Extract<Step, { call: N }>) => void;

const MOST_CPU = 63;
export const ADVICE: readonly string[] = ['MADV_DONTNEED', 'MADV_REMOVE'];

export function begin(text: FieldWriter, call: Call, process: unknown, cpu: unknown): void {
  text.write(call);
  text.name(process);
  writeCpu(text, cpu);
}

export function writeCpu(text: FieldWriter, cpu: unknown): void {
  text.number(cpu === undefined ? 0 : cpu, MOST_CPU);
}

export function nameOrNone(text: FieldWriter, name: unknown): void {
  if (name === undefined) text.word('-');
  else text.name(name);
}

export function placeOrNone(text: FieldWriter, place: unknown): void {
  if (place === undefined) text.word('-');
  else text.place(place);
}

export function hexOrZero(text: FieldWriter, hex: unknown): void {
  if (hex === undefined) text.word('0x0');
  else text.hex(hex);
}

export function range(text: FieldWriter, addr: unknown, length: unknown): void {
  text.place(addr);
  text.hex(length);
}

export function flags(text: FieldWriter, set: FlagSet, list: unknown): void {
  text.number(weigh(set, list), Infinity);
}
