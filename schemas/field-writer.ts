/**
 * Writes the fields of a canonical text and, in the same pass over their characters, sees whether each is what its schema
 * asks for. The bytes go into one buffer that is used again, which is quicker than to join strings.
 */

const START = 1;
const REST = 2;
const HEX = 4;
const ID = 8;
const LETTER = START | REST;

/** For each ASCII character the sets that it is in. */
const SETS: Uint8Array = new Uint8Array(128);

function put(sets: number, from: string, to: string): void {
  for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code++) SETS[code] = (SETS[code] ?? 0) | sets;
}
put(LETTER, 'A', 'Z');
put(LETTER | ID, 'a', 'z');
put(HEX, 'a', 'f');
put(REST | HEX | ID, '0', '9');
for (const sign of '._-') put(REST, sign, sign);
put(ID, '-', '-');

const NEWLINE = 0x0a;
const BLANK = 0x20;
const PLUS = 0x2b;
const HYPHEN = 0x2d;
const ZERO = 0x30;
const X = 0x78;

const LONGEST_NAME = 64;
const LONGEST_ID = 120;
/** `0x` and 16 digits. */
const LONGEST_HEX = 18;

export class FieldWriter {
  /** False once anything has been written that its schema refuses. */
  sound = true;
  private bytes = new Uint8Array(4096);
  private length = 0;
  private ascii = true;

  clear(): void {
    this.length = 0;
    this.sound = true;
    this.ascii = true;
  }

  refuse(): void {
    this.sound = false;
  }

  /** A text of ours, as it is. */
  write(text: string): void {
    this.room(text.length);
    this.copy(text, 0, text.length);
  }

  /** A text of ours, after a blank. */
  word(text: string): void {
    this.room(text.length + 1);
    this.blank();
    this.copy(text, 0, text.length);
  }

  endLine(): void {
    this.room(1);
    this.bytes[this.length++] = NEWLINE;
  }

  /** Common#name. */
  name(value: unknown): void {
    if (typeof value !== 'string') return this.refuse();
    this.room(value.length + 1);
    this.blank();
    const sets = this.copy(value, 0, value.length);
    if ((sets & REST) === 0 || value.length > LONGEST_NAME || !startsAs(value, START)) this.sound = false;
  }

  /** Common#id. */
  id(value: unknown): void {
    if (typeof value !== 'string') return this.refuse();
    this.room(value.length + 1);
    this.blank();
    const sets = this.copy(value, 0, value.length);
    if ((sets & ID) === 0 || value.length > LONGEST_ID || value.charCodeAt(0) === HYPHEN || value.length === 0) this.sound = false;
  }

  /** Common#point. */
  point(value: unknown): void {
    this.id(value);
    if (typeof value === 'string' && (value.length > LONGEST_NAME || !startsAs(value, START))) this.sound = false;
  }

  /** Common#hex. */
  hex(value: unknown): void {
    if (typeof value !== 'string') return this.refuse();
    this.room(value.length + 1);
    this.blank();
    this.digits(value, 0);
  }

  /** Common#place. */
  place(value: unknown): void {
    if (typeof value !== 'string') return this.refuse();
    if (value.charCodeAt(0) === ZERO) return this.hex(value);
    const plus = value.indexOf('+');
    if (plus < 0) return this.name(value);
    this.room(value.length + 1);
    this.blank();
    const sets = this.copy(value, 0, plus);
    if ((sets & REST) === 0 || plus > LONGEST_NAME || !startsAs(value, START)) this.sound = false;
    this.bytes[this.length++] = PLUS;
    this.digits(value, plus + 1);
  }

  /** One of the texts listed. */
  oneOf(value: unknown, texts: readonly string[]): void {
    if (typeof value !== 'string' || !texts.includes(value)) return this.refuse();
    this.word(value);
  }

  /** A whole number from 0 on. */
  number(value: unknown, most: number): void {
    if (typeof value !== 'number') return this.refuse();
    const whole = Number.isInteger(value);
    if (!whole || value < 0 || value > most) this.sound = false;
    if (whole && value >= 0 && value <= 9) this.digit(value);
    else this.word(String(value));
  }

  /** The bytes written, as a view that holds until the next writing. Throws where characters were lost. */
  view(): Uint8Array {
    if (!this.ascii) throw new Error('a canonical text is ASCII');
    return this.bytes.subarray(0, this.length);
  }

  private digit(value: number): void {
    this.room(2);
    this.blank();
    this.bytes[this.length++] = ZERO + value;
  }

  /** A hex number from `start` on, for which there is room. */
  private digits(text: string, start: number): void {
    this.copy(text, start, Math.min(start + 2, text.length));
    const sets = this.copy(text, start + 2, text.length);
    const long = text.length - start;
    const prefixed = text.charCodeAt(start) === ZERO && text.charCodeAt(start + 1) === X;
    if ((sets & HEX) === 0 || long < 3 || long > LONGEST_HEX || !prefixed) this.sound = false;
    if (long > 3 && text.charCodeAt(start + 2) === ZERO) this.sound = false;
  }

  /** Copies characters, for which there is room, and gives the sets that all of them are in. */
  private copy(text: string, from: number, to: number): number {
    const { bytes } = this;
    let at = this.length;
    let sets = 0xff;
    let codes = 0;
    for (let i = from; i < to; i++) {
      const code = text.charCodeAt(i);
      codes |= code;
      sets &= SETS[code & 0x7f] as number;
      bytes[at++] = code;
    }
    this.length = at;
    if (codes <= 0x7f) return sets;
    this.ascii = false;
    return 0;
  }

  private blank(): void {
    this.bytes[this.length++] = BLANK;
  }

  private room(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = new Uint8Array(2 * (this.length + more));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

function startsAs(text: string, set: number): boolean {
  return text.length > 0 && ((SETS[text.charCodeAt(0) & 0x7f] as number) & set) !== 0;
}
