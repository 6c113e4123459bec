/** Numbers to make traces of. */
import fc from 'fast-check';

/** Choices are made of such a number: below 2^31, each as likely as the next. */
export const number = fc.noBias(fc.nat({ max: 2 ** 31 - 1 }));

/** `count` lists of 1 to `most` numbers; the same for the same seed. */
export function draw({ seed, count, most }: { readonly seed: number; readonly count: number; readonly most: number }): number[][] {
  return fc.sample(fc.array(number, { minLength: 1, maxLength: most, size: 'max' }), { seed, numRuns: count });
}
