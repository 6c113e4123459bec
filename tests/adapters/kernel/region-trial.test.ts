/** What a trial of regions concludes, on bodies that have them. */
import { describe, expect, it } from 'vitest';
import { withClaims } from '../../../adapters/kernel/claims.ts';
import { missingCalls } from '../../../adapters/kernel/effects.ts';
import { REGION_SCENES, SCENE_FILES, STORED } from '../../../adapters/kernel/region-scenes.ts';
import { setupOf } from '../../../adapters/kernel/trial-steps.ts';
import { createReference } from '../../../reference/index.ts';
import type { Outcome } from '../../../schemas/generated/types.ts';

/** The outcomes of the calls of a scene, each of which the kernel is asked for. */
function onReference(generation: string, levels: number): Outcome[] {
  const scene = REGION_SCENES.find((candidate) => candidate.generation === generation);
  const body = createReference();
  body.reset({ ...setupOf(4096, levels, ['A', 'B'], '0x1000'), generation, files: SCENE_FILES });
  return (scene?.calls(levels) ?? []).map((call) => body.step(call));
}

describe('the scene by which a generation is tried', () => {
  it.each(REGION_SCENES.flatMap(({ generation }) => [4, 5].map((levels) => [generation, levels] as const)))(
    'shows one byte to both on a kernel that obeys: %s with %s levels',
    (generation, levels) => {
      const outcomes = onReference(generation, levels);
      expect(outcomes.map(({ result }) => result)).toEqual(outcomes.map(() => 'done'));
      expect(outcomes.at(-1)).toEqual({ result: 'done', value: STORED });
    },
  );

  it.each(REGION_SCENES.map(({ generation }) => generation))('is not that of another generation: %s', (generation) => {
    const others = REGION_SCENES.filter((scene) => scene.generation !== generation);
    for (const other of others) {
      const body = createReference();
      body.reset({ ...setupOf(4096, 4, ['A', 'B'], '0x1000'), generation, files: SCENE_FILES });
      const results = other.calls(4).map((call) => body.step(call).result);
      expect(results, `${other.generation} on ${generation}`).not.toEqual(results.map(() => 'done'));
    }
  });
});

describe('what a kernel is said to implement', () => {
  const body = { name: 'kernel', version: '1', generations: [], shows: [] };
  const effects = new Map([
    ['msharefs', { implemented: false, evidence: 'mount is refused with EPERM' }],
    ['msharefs-ioctl', { implemented: true, evidence: 'two processes see the same byte of a region' }],
  ]);

  it('is what was seen, and what the user claims', () => {
    expect(withClaims(body, effects, undefined).generations).toEqual(['msharefs-ioctl']);
    expect(withClaims(body, effects, 'msharefs').generations).toEqual(['msharefs-ioctl', 'msharefs']);
    expect(withClaims(body, effects, 'msharefs').evidence).toEqual({
      msharefs: 'mount is refused with EPERM',
      'msharefs-ioctl': 'two processes see the same byte of a region',
    });
    expect(withClaims(body, undefined, undefined)).toEqual(body);
  });
});

describe('the numbered calls that a kernel is not asked for', () => {
  const found = (implemented: boolean) => new Map([['mshare-call', { implemented, evidence: '' }]]);

  it('are those of generations that it was not seen to have, and that nobody claims', () => {
    expect(missingCalls(found(false), undefined)).toEqual(expect.arrayContaining(['mshare', 'mshare_unlink', 'mshare_create']));
    expect(missingCalls(found(true), undefined)).not.toContain('mshare');
    expect(missingCalls(found(false), 'mshare-call')).not.toContain('mshare');
    expect(missingCalls(found(true), 'mshare-protect')).toEqual([]);
  });
});
