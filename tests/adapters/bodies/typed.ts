/** A body in TypeScript, in an interface that only a type-stripping loader can read. */
import type { Body, Call } from '../../../schemas/contract.ts';

export function createBody(): Body {
  const value: number = 5;
  return {
    description: { name: 'typed', generations: [], shows: [] },
    reset: (): void => {},
    step: (call: Call) => (call.call === 'load' ? { result: 'done', value } : { result: 'done' }),
  };
}
