/** Small worlds of the generations beside map-shared-pt: explored to their end on the reference, and until a vice shows. */
import { describe, expect, it } from 'vitest';
import { ownBody } from '../../adapters/connect.ts';
import { MachineBody } from '../../reference/index.ts';
import type { ExplorationReport } from '../../schemas/generated/types.ts';
import { InputError } from '../../schemas/input-error.ts';
import { validateTrace } from '../../schemas/validate.ts';
import { generations } from '../../spec/index.ts';
import { exploreBody } from '../../statespace/exploring.ts';
import { reportOf } from '../../statespace/report.ts';
import { generationOf } from '../../statespace/setting.ts';
import type { SmallWorld } from '../../statespace/small-world.ts';
import { worldNamed, worldOfGeneration } from '../../statespace/worlds.ts';

const PATIENCE = 240_000;

async function reported(world: SmallWorld, name = 'reference', folded = true): Promise<ExplorationReport> {
  const body = await ownBody(name);
  if (!(body instanceof MachineBody)) throw new Error(`${name} is a body of another kind`);
  const options = { world, body, name, profile: 'default', folded, memory: 2 ** 28 };
  return reportOf(await exploreBody(options), options, '0', folded);
}

describe('a small world of another generation', () => {
  it('is there for each', () => {
    for (const { id } of generations) expect(generationOf(worldOfGeneration(id))).toBe(id);
    expect(() => worldOfGeneration('msharefs-2')).toThrow(InputError);
  });

  it.each([
    ['huge-pages', 1342, 13_316, 10],
    ['domains', 918, 7254, 11],
    ['begun', 865, 6812, 11],
    ['kept', 1289, 9476, 13],
    ['filled', 1164, 12_704, 13],
    ['announced', 4128, 40_253, 13],
    ['given', 326, 2726, 11],
  ])(
    '%s has exactly so many states and transitions, and the reference violates nothing in it',
    async (name, states, transitions, diameter) => {
      const report = await reported(worldNamed(name));
      expect(report).toMatchObject({ complete: true, conclusion: 'no-violation', states, transitions, diameter });
    },
    PATIENCE,
  );

  it.each([
    ['huge-pages', ['mmap without the flag', 'load page', 'mprotect page read-only', 'fork']],
    ['domains', ['mmap eligible', 'load page', 'mprotect page read-only', 'fork']],
    ['begun', ['open new region', 'mmap window', 'munmap window', 'load page']],
    ['filled', ['open new region', 'ftruncate region', 'ioctl create mapping', 'mmap window', 'load page', 'exit']],
    ['announced', ['mshare_create region', 'ftruncate region', 'mshare_map page', 'mshare_attach window', 'load page', 'fork']],
    ['given', ['mmap anonymous shared', 'mshare new', 'mshare known', 'mshare_unlink region', 'load page']],
  ])(
    '%s with fewer calls has the verdicts that it has without folding, and as many states as the classes stand for',
    async (name, alphabet) => {
      const world = { ...worldNamed(name), alphabet };
      const [folded, unfolded] = [await reported(world), await reported(world, 'reference', false)];
      expect([folded.complete, unfolded.complete]).toEqual([true, true]);
      expect(unfolded.states).toBe(folded.unfolded);
      expect(unfolded.states).toBeGreaterThan(folded.states);
      expect([unfolded.conclusion, unfolded.diameter]).toEqual([folded.conclusion, folded.diameter]);
    },
    PATIENCE,
  );

  it.each([
    ['huge-pages', 'huge-fork-links', 'fork-links-nothing'],
    ['domains', 'domain-keeps-link', 'table-alive-while-linked'],
    ['begun', 'window-keeps-link', 'reached-only-by-sharers'],
    ['filled', 'owner-exit-keeps', 'attach-whole'],
    ['announced', 'call-protects-present', 'entry-obeys-protection'],
    ['given', 'unlink-never-counts', 'region-gone-unreferenced'],
  ])(
    '%s shows the vice %s, by a trace that anybody can be told',
    async (world, mutant, rule) => {
      const { violations } = await reported(worldNamed(world), `mutant:${mutant}`);
      expect(violations.map((violation) => violation.rule)).toContain(rule);
      const { generation } = worldNamed(world);
      for (const { trace } of violations) expect(validateTrace(trace).generation).toBe(generation);
    },
    PATIENCE,
  );
});
