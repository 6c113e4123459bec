import { expect, test } from 'vitest';
import type { Step, Trace } from '../../schemas/generated/types.ts';
import { withSteps } from '../../shrink/dependencies.ts';

const STEPS: readonly Step[] = [
  { call: 'exec', process: 'A', begins: 'one', pause: 'decode' },
  { call: 'load', process: 'B', addr: '0x1000' },
  { call: 'resume', of: 'one', pause: 'return' },
  { call: 'return', of: 'one' },
];
const TRACE: Trace = {
  format: 1,
  id: 'one-call-in-flight',
  title: 'One call in flight.',
  rules: [],
  origin: { kind: 'written' },
  generation: 'map-shared-pt',
  files: {},
  processes: ['A', 'B'],
  steps: [...STEPS],
};

test('a call whose return went pauses nowhere and is not resumed', () => {
  expect(withSteps(TRACE, STEPS).steps).toEqual(STEPS);
  expect(withSteps(TRACE, STEPS.slice(0, 3)).steps).toEqual([{ call: 'exec', process: 'A' }, STEPS[1]]);
});

test('without its beginning nothing of a call stays', () => {
  expect(withSteps(TRACE, STEPS.slice(1)).steps).toEqual([STEPS[1]]);
});
