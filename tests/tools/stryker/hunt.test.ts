import type { InstrumenterContext } from '@stryker-mutator/api/core';
import { describe, expect, test } from 'vitest';
import type { Trace } from '../../../schemas/generated/types.ts';
import type { Asking } from '../../../tools/stryker/asking.ts';
import type { Finding, Trial } from '../../../tools/stryker/finding.ts';
import { Hunt } from '../../../tools/stryker/hunt.ts';
import { generateTraces } from '../../../suites/generate.ts';

const traces = Array.from(generateTraces({ seed: 1, count: 40, generation: 'map-shared-pt' }));
const batch = { id: 'all', traces };
const forks = ({ steps }: Trace): number => steps.filter(({ call }) => call === 'fork').length;

/** Code in which change 1 shows where somebody forks and later exits, change 2 shows and leaves rubbish behind, and others do nothing. */
class Fake {
  readonly context: InstrumenterContext = {};
  private rubbish = false;
  loads = 0;
  readonly complaint: string | undefined;

  /** What another body does wrong. */
  readonly against: string | undefined;

  constructor(complaint?: string, against?: string) {
    this.complaint = complaint;
    this.against = against;
  }

  load(): Asking {
    this.loads += 1;
    this.rubbish = false;
    const { activeMutant: lasting } = this.context;
    return (trace) => ({
      trials: [this.trial(trace, () => this.complaint, lasting)],
      controls: [this.trial(trace, ({ verdicts }) => (verdicts.length === 0 ? this.against : 'changed'))],
    });
  }

  private trial(trace: Trace, complaint: Trial['complaint'], lasting?: string): Trial {
    const run = (): Promise<Finding> => Promise.resolve(this.find(trace, lasting ?? this.context.activeMutant));
    return { kind: 'right', id: trace.id, complaint, run };
  }

  private find(trace: Trace, active: string | undefined): Finding {
    if (active === 'rubbish') this.rubbish = true;
    if (this.rubbish) return { verdicts: ['0 left-behind 0'] };
    const fork = trace.steps.findIndex(({ call }) => call === 'fork');
    const told = fork >= 0 && trace.steps.slice(fork).some(({ call }) => call === 'exit');
    if (active === 'throws') return { verdicts: [], threw: 'TypeError' };
    return { verdicts: active === '1' && told ? ['0 exit-any-order 1'] : [] };
  }

  hunt(): Hunt {
    return new Hunt(this.context, () => this.load());
  }
}

describe('a hunt', () => {
  test('finds a trace that tells a change, and makes it small', async () => {
    const hunt = new Fake().hunt();
    await hunt.survey(batch);
    const bag = await hunt.hunt({ id: '1', lasting: false }, [batch]);
    expect(bag?.trace.steps.map(({ call }) => call)).toEqual(['fork', 'exit']);
    expect(bag?.verdicts).toEqual(['0 exit-any-order 1']);
    expect(forks(bag!.from)).toBeGreaterThan(0);
    expect(bag?.trace.id).toBe(`tells-${bag?.trace.hash?.slice('sha256:'.length, 'sha256:'.length + 10)}`);
  });

  test('finds nothing where nothing tells: no exception, and nothing that is left behind', async () => {
    const fake = new Fake();
    const hunt = fake.hunt();
    for (const id of ['2', 'throws', 'rubbish']) expect(await hunt.hunt({ id, lasting: false }, [batch])).toBeUndefined();
    expect(fake.loads).toBeGreaterThan(1);
    expect(fake.context.activeMutant).toBeUndefined();
  });

  test('asks a small trace again before it looks for another', async () => {
    const hunt = new Fake().hunt();
    const first = await hunt.hunt({ id: '1', lasting: false }, [batch]);
    expect(await hunt.hunt({ id: '1', lasting: false }, [])).toBe(first);
  });

  test('loads the code with a change that lasts', async () => {
    const bag = await new Fake().hunt().hunt({ id: '1', lasting: true }, [batch]);
    expect(bag?.trace.steps).toHaveLength(2);
  });

  test('takes no trace in which the code as it is, or another right body, does not conform', async () => {
    for (const fake of [new Fake('it does not conform'), new Fake(undefined, 'another body does not')])
      expect(await fake.hunt().hunt({ id: '1', lasting: false }, [batch])).toBeUndefined();
  });

  test('says which traces tell a change', async () => {
    const hunt = new Fake().hunt();
    const told = await hunt.tellers({ id: '1', lasting: false }, traces);
    expect(told).toEqual((await new Fake().hunt().tellers({ id: '1', lasting: true }, traces)).slice());
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeLessThan(traces.length);
    expect(await hunt.tellers({ id: '2', lasting: false }, traces)).toEqual([]);
  });
});
