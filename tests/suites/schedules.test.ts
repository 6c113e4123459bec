import { describe, expect, it } from 'vitest';
import type { Call } from '../../schemas/contract.ts';
import { validateTrace } from '../../schemas/validate.ts';
import { probes, schedules, traceOf } from '../../suites/schedules.ts';
import type { Scene } from '../../suites/schedules.ts';

function listed(calls: readonly string[], points: Readonly<Record<string, readonly string[]>>, length: number): string[] {
  return [...schedules(calls, points, length)].map((events) =>
    events.map((event) => `${event.kind[0]}${event.name}${'pause' in event ? `:${event.pause}` : ''}`).join(' '),
  );
}

const call: Call = { call: 'load', process: 'A', addr: '0x1000' };
const SCENE: Scene = {
  head: {
    format: 1,
    id: 'scene',
    title: 'A scene.',
    rules: [],
    origin: { kind: 'written' },
    generation: 'map-shared-pt',
    files: {},
    processes: ['A', 'B'],
  },
  before: [call],
  calls: { a: call, b: { ...call, process: 'B' } },
  after: [call],
};

describe('schedules', () => {
  it('of two whole calls are their two orders', () => {
    expect(listed(['a', 'b'], {}, 2)).toEqual(['wa wb', 'wb wa']);
  });

  it('of three events let one call meet the other at each of its points', () => {
    expect(listed(['a', 'b'], { a: ['p', 'q'] }, 3)).toEqual(['ba:p wb ra', 'ba:q wb ra']);
  });

  it('of four events let both be met, or one go on in between, and none twice in a row', () => {
    expect(listed(['a', 'b'], { a: ['p'], b: ['q'] }, 4)).toEqual(['ba:p bb:q ra rb', 'bb:q ba:p rb ra']);
    expect(listed(['a', 'b'], { a: ['p'], b: ['q'] }, 5)).toContain('ba:p bb:q ra:p rb ra');
  });

  it('are valid traces', () => {
    for (const events of schedules(['a', 'b'], { a: ['check'], b: ['fill'] }, 5)) {
      const trace = validateTrace(traceOf(SCENE, events));
      expect(trace.steps).toHaveLength(7);
    }
    const [probe] = probes(SCENE, 'b', ['fill']);
    expect(probe && validateTrace(probe.trace).steps.map((step) => step.call)).toEqual(['load', 'load', 'return']);
  });
});
