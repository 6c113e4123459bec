/** Type information made by hand: offsets of members, within unnamed members too. */
import { describe, expect, it } from 'vitest';
import { readTypes } from '../../../adapters/kernel/btf.ts';

const [INTEGER, STRUCT, UNION, ENUM, ARRAY] = [1, 4, 5, 6, 3];

interface Member {
  readonly name: string;
  readonly type: number;
  /** In bits; with a width where the structure is packed. */
  readonly at: number;
}

class Maker {
  private readonly words: number[] = [];
  private strings = '\0';

  private text(name: string): number {
    if (name === '') return 0;
    const at = this.strings.length;
    this.strings += `${name}\0`;
    return at;
  }

  type(name: string, kind: number, count: number, extra: readonly number[], packed = 0): this {
    this.words.push(this.text(name), ((packed << 31) | (kind << 24) | count) >>> 0, 0, ...extra);
    return this;
  }

  struct(name: string, members: readonly Member[], { kind = STRUCT, packed = 0 } = {}): this {
    const extra = members.flatMap(({ name: member, type, at }) => [this.text(member), type, at]);
    return this.type(name, kind, members.length, extra, packed);
  }

  bytes(): Buffer {
    const types = Buffer.alloc(this.words.length * 4);
    for (const [i, word] of this.words.entries()) types.writeUInt32LE(word, i * 4);
    const header = Buffer.alloc(24);
    header.writeUInt16LE(0xeb9f, 0);
    header.writeUInt8(1, 2);
    for (const [at, value] of [
      [4, 24],
      [8, 0],
      [12, types.length],
      [16, types.length],
      [20, this.strings.length],
    ] as const)
      header.writeUInt32LE(value, at);
    return Buffer.concat([header, types, Buffer.from(this.strings, 'latin1')]);
  }
}

const made = new Maker()
  .type('long', INTEGER, 0, [64]) // 1
  .type('', ARRAY, 0, [1, 1, 4]) // 2
  .type('colour', ENUM, 2, [0, 0, 0, 1]) // 3
  .struct('', [{ name: 'deep', type: 1, at: 128 }], { kind: UNION }) // 4
  .struct('task_struct', [
    { name: 'state', type: 1, at: 0 },
    { name: '', type: 4, at: 64 },
    { name: 'tasks', type: 1, at: 320 },
  ]) // 5
  .struct('packed', [{ name: 'bits', type: 1, at: (4 << 24) | 256 }], { packed: 1 }) // 6
  .struct('forward', [{ name: '', type: 99, at: 0 }]); // 7: a type that is not there

describe('type information', () => {
  const types = readTypes(made.bytes());

  it.each([
    ['task_struct', 'state', 0],
    ['task_struct', 'tasks', 40],
    ['task_struct', 'deep', 24],
    ['packed', 'bits', 32],
    ['task_struct', 'missing', undefined],
    ['missing', 'tasks', undefined],
    ['forward', 'anything', undefined],
    ['long', 'state', undefined],
  ])('%s.%s lies at %s', (struct, member, offset) => {
    expect(types.offset(struct, member)).toBe(offset);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a short header', Buffer.alloc(10)],
    ['another magic', Buffer.alloc(24, 1)],
    ['types that end in the middle', made.bytes().subarray(0, 90)],
  ])('is refused: %s', (_name, bytes) => {
    expect(() => readTypes(bytes).offset('task_struct', 'tasks')).toThrow(RangeError);
  });
});
