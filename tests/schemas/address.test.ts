import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addHex, offsetOf, pageOf, pageShift, toHex } from '../../schemas/address.ts';
import { absolute, fits, isAbsolute, regionOf } from '../../schemas/place.ts';

const word = fc.oneof(
  fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
  fc.bigInt({ min: 0n, max: 1n << 33n }),
  fc.constantFrom(0n, 1n, (1n << 52n) - 1n, 1n << 52n, (1n << 60n) - 1n, (1n << 64n) - 1n),
);
const shift = fc.constantFrom(12, 14, 16);
const hex = (value: bigint): string => `0x${value.toString(16)}`;

describe('addresses are exact in all 64 bits', () => {
  it('pages and offsets', () => {
    fc.assert(
      fc.property(word, shift, (value, bits) => {
        expect(BigInt(pageOf(hex(value), bits))).toBe(value >> BigInt(bits));
        expect(BigInt(offsetOf(hex(value), bits))).toBe(value & ((1n << BigInt(bits)) - 1n));
        expect(toHex(pageOf(hex(value), bits), offsetOf(hex(value), bits), bits)).toBe(hex(value));
      }),
      { numRuns: 5000 },
    );
  });

  it('sums', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const sum = a + b < 1n << 64n ? hex(a + b) : undefined;
        expect(addHex(hex(a), hex(b))).toBe(sum);
        expect(absolute(hex(a), `buf+${hex(b)}`)).toBe(sum);
        expect(fits(hex(a), `buf+${hex(b)}`)).toBe(sum !== undefined);
        expect(fits(hex(a), 'a-region-with-a-name-that-is-rather-long')).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('sums that are remembered in one place', () => {
    const sums = ['0x1000', '0x100001000', '0x200001000', '0x1001', '0x1000'];
    expect(sums.map((sum) => addHex(sum, '0x0'))).toEqual(sums);
  });

  it('page sizes', () => {
    expect([4096, 16_384, 65_536].map(pageShift)).toEqual([12, 14, 16]);
  });
});

describe('places', () => {
  it('are absolute, or a region with or without an offset', () => {
    expect(isAbsolute('0x1000')).toBe(true);
    expect(isAbsolute('x0')).toBe(false);
    const named = [regionOf('buf'), regionOf('buf+0x10'), regionOf('buf2+0x1'), regionOf('buf+0x1'), regionOf('bu'), regionOf('b+0x1')];
    expect(named).toEqual(['buf', 'buf', 'buf2', 'buf', 'bu', 'b']);
    expect(absolute('0x1000', 'buf')).toBe('0x1000');
  });
});
