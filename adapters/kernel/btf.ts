/** Offsets of members of the kernel's structures, from the type information (BTF) that a kernel carries with it. */

const MAGIC = 0xeb9f;
const HEADER = 24;
const TYPE = 12;
const MEMBER = 12;
const STRUCT = 4;
const UNION = 5;
/** Bytes behind the header of a type, by kind: fixed, and for each of its members. */
const EXTRA: Readonly<Record<number, readonly [fixed: number, each: number]>> = {
  1: [4, 0], // integer
  3: [12, 0], // array
  4: [0, MEMBER], // struct
  5: [0, MEMBER], // union
  6: [0, 8], // enum
  13: [0, 8], // function prototype
  14: [4, 0], // variable
  15: [0, 12], // section
  17: [4, 0], // declaration tag
  19: [0, 12], // enum of 64 bits
};

export interface TypeInformation {
  /** In bytes; undefined where the structure has no such member. Members of unnamed members count. */
  offset(struct: string, member: string): number | undefined;
}

/** @throws RangeError where the bytes are no type information */
export function readTypes(bytes: Buffer): TypeInformation {
  if (bytes.length < HEADER || bytes.readUInt16LE(0) !== MAGIC) throw new RangeError('no type information (BTF)');
  return new Types(bytes);
}

class Types implements TypeInformation {
  private readonly bytes: Buffer;
  private readonly strings: number;
  /** Where each type begins, by its number; 0 is no type. */
  private readonly at: number[] = [0];

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    const header = bytes.readUInt32LE(4);
    const types = header + bytes.readUInt32LE(8);
    this.strings = header + bytes.readUInt32LE(16);
    const end = types + bytes.readUInt32LE(12);
    for (let at = types; at < end;) {
      this.at.push(at);
      const [fixed, each] = EXTRA[this.kind(at)] ?? [0, 0];
      at += TYPE + fixed + each * this.count(at);
    }
  }

  offset(struct: string, member: string): number | undefined {
    const found = this.at.find((at) => at !== 0 && this.kind(at) === STRUCT && this.name(at) === struct);
    return found === undefined ? undefined : this.within(found, member);
  }

  private within(type: number, member: string): number | undefined {
    const packed = this.bytes.readUInt32LE(type + 4) >>> 31 === 1;
    for (let i = 0; i < this.count(type); i++) {
      const at = type + TYPE + i * MEMBER;
      const raw = this.bytes.readUInt32LE(at + 8);
      const offset = (packed ? raw & 0xff_ffff : raw) / 8;
      const name = this.name(at);
      if (name === member) return offset;
      if (name !== '') continue;
      const inner = this.at[this.bytes.readUInt32LE(at + 4)] ?? 0;
      if (inner === 0 || (this.kind(inner) !== STRUCT && this.kind(inner) !== UNION)) continue;
      const deeper = this.within(inner, member);
      if (deeper !== undefined) return offset + deeper;
    }
    return undefined;
  }

  private kind(at: number): number {
    return (this.bytes.readUInt32LE(at + 4) >>> 24) & 31;
  }

  private count(at: number): number {
    return this.bytes.readUInt32LE(at + 4) & 0xffff;
  }

  /** Types and members both begin with the offset of their name. */
  private name(at: number): string {
    const start = this.strings + this.bytes.readUInt32LE(at);
    return this.bytes.toString('latin1', start, this.bytes.indexOf(0, start));
  }
}
