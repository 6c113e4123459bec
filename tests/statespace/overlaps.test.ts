import { describe, expect, it } from 'vitest';
import { ownBody } from '../../adapters/connect.ts';
import { mutants } from '../../mutants/index.ts';
import { MachineBody } from '../../reference/index.ts';
import { checkNoun } from '../../schemas/gate.ts';
import type { ExplorationReport } from '../../schemas/generated/types.ts';
import { validateTrace } from '../../schemas/validate.ts';
import { exploreBody } from '../../statespace/exploring.ts';
import { reportOf } from '../../statespace/report.ts';
import { worldNamed } from '../../statespace/worlds.ts';

const PATIENCE = 300_000;

interface How {
  readonly inFlight?: 1 | 2;
  readonly failures?: boolean;
  readonly folded?: boolean;
}

async function reported(name: string, calls: readonly string[], how: How): Promise<ExplorationReport> {
  const body = await ownBody(name);
  if (!(body instanceof MachineBody)) throw new Error(`${name} is a body of another kind`);
  const world = { ...worldNamed('overlapping'), alphabet: calls };
  const options = { world, body, name, profile: 'default', folded: true, memory: 2 ** 28, ...how };
  return reportOf(await exploreBody(options), options, '0', true);
}

const CALLS = worldNamed('overlapping').alphabet;

describe('calls that overlap', () => {
  it(
    'show a vice that no call on its own shows, by a rule that the mutant names and a valid trace with a call in flight',
    async () => {
      const { violations } = await reported('mutant:creators-race', CALLS, { inFlight: 2 });
      const { rules, follows = [] } = mutants.find(({ name }) => name === 'creators-race')!;
      expect(violations).not.toEqual([]);
      expect([...rules, ...follows]).toEqual(expect.arrayContaining(violations.map(({ rule }) => rule)));
      const { steps } = validateTrace(violations[0]!.trace);
      expect(steps.some((step) => step.begins !== undefined)).toBe(true);
      expect((await reported('mutant:creators-race', CALLS, { inFlight: 1 })).conclusion).toBe('no-violation');
    },
    PATIENCE,
  );
});

describe('allocations that fail', () => {
  it('are transitions, refused without a trace on the reference; folding changes no verdict', async () => {
    const folded = await reported('reference', CALLS, { failures: true });
    const unfolded = await reported('reference', CALLS, { failures: true, folded: false });
    const without = await reported('reference', CALLS, {});
    expect(checkNoun('exploration', folded)).toMatchObject({ conclusion: 'no-violation', complete: true, failures: true });
    expect(folded.transitions).toBeGreaterThan(without.transitions);
    expect(unfolded).toMatchObject({ conclusion: 'no-violation', states: folded.unfolded });
    const failing = folded.coverage.partitions.filter(({ partition }) => partition.endsWith('an allocation fails'));
    expect(failing.flatMap(({ outcomes }) => outcomes.map(({ outcome }) => outcome))).toContain('ENOMEM');
  });

  it.each(['enomem-overwritten', 'failure-leaks-tables', 'host-failure-leaves-mapping', 'host-failure-leaves-region'])(
    'show the vice of %s by a rule that it names, and only they do',
    async (vice) => {
      const { violations } = await reported(`mutant:${vice}`, CALLS, { failures: true });
      const { rules, follows = [] } = mutants.find(({ name }) => name === vice)!;
      expect(violations).not.toEqual([]);
      expect([...rules, ...follows]).toEqual(expect.arrayContaining(violations.map(({ rule }) => rule)));
      expect(validateTrace(violations[0]!.trace).steps.some((step) => 'fail' in step)).toBe(true);
      expect((await reported(`mutant:${vice}`, CALLS, {})).conclusion).toBe('no-violation');
    },
    PATIENCE,
  );
});
