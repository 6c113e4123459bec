import { describe, expect, it } from 'vitest';
import { allMutants } from '../../mutants/index.ts';
import { createReference } from '../../reference/index.ts';
import { refinedGenerations } from '../../refine/generations.ts';
import { refine } from '../../refine/refine.ts';
import type { Refinement } from '../../refine/refine.ts';
import { rulesOf } from '../../refine/witnesses.ts';
import type { Rules } from '../../refine/witnesses.ts';
import type { Body } from '../../schemas/contract.ts';
import { InputError } from '../../schemas/input-error.ts';
import { validateTrace } from '../../schemas/validate.ts';

const SMALL = { processes: 2, cpus: 1, files: 1, slots: 1, indices: 1 };
const LONG = 400_000;

function mutant(name: string): Body {
  const found = allMutants.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no mutant ${name}`);
  return found.create();
}

/** Who stands alone, and after how many calls. */
function dispute({ disagreement }: Refinement): unknown {
  return disagreement && [disagreement.outvoted, disagreement.calls];
}

async function refusal(options: Parameters<typeof refine>[0]): Promise<InputError> {
  const error: unknown = await refine(options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof InputError) return error;
  throw new Error('it was not refused');
}

describe('model, reference and rules agree on every call', () => {
  it.each([
    ['hugetlb-pmd', SMALL, 203, 3220],
    ['mshare-protect', SMALL, 410, 7836],
    ['fork-domain', { ...SMALL, processes: 1, indices: 2 }, 190, 1763],
    ['fork-domain', SMALL, 5469, 39_244],
    ['mshare-call', { ...SMALL, processes: 1, addresses: 2 }, 292, 4872],
    ['mshare-call', SMALL, 1792, 42_402],
    ['msharefs', { ...SMALL, processes: 1, addresses: 2 }, 136, 1523],
    ['msharefs', SMALL, 606, 9648],
    ['msharefs-ioctl', { ...SMALL, processes: 1, addresses: 2 }, 280, 3427],
    ['msharefs-ioctl', SMALL, 1462, 25_358],
  ])(
    'of %s in %j',
    async (generation, sizes, states, calls) => {
      const found = await refine({ generation, sizes, body: createReference() });
      expect(found.disagreement).toBeUndefined();
      expect(found.complete).toBe(true);
      expect([found.model?.states, found.between.calls]).toEqual([states, calls]);
      expect(found.held).toBe(calls);
      expect(found.otherwise).toBe(0);
    },
    LONG,
  );
});

describe('a faulty body stands alone, and its trace can be replayed', () => {
  it.each([
    ['hugetlb-pmd', 'huge-fork-links', 4],
    ['hugetlb-pmd', 'huge-rights-not-compared', 4],
    ['fork-domain', 'domain-keeps-link', 3],
    ['fork-domain', 'domain-never-ends', 2],
    ['mshare-call', 'share-makes-empty', 1],
    ['mshare-call', 'unlink-never-counts', 4],
    ['msharefs', 'child-not-counted', 4],
    ['msharefs', 'unlink-ends-region', 3],
    ['msharefs', 'window-keeps-link', 4],
    ['msharefs-ioctl', 'link-not-counted', 5],
    ['mshare-protect', 'munmap-keeps-link', 6],
  ])(
    'of %s: %s, after %d calls',
    async (generation, name, calls) => {
      const found = await refine({ generation, sizes: SMALL, body: mutant(name) });
      expect(dispute(found)).toEqual(['body', calls]);
      expect(validateTrace(found.disagreement?.trace).generation).toBe(generation);
    },
    LONG,
  );
});

describe('a faulty model stands alone', () => {
  it.each([
    ['hugetlb-pmd', 'huge_never_shares', 4],
    ['hugetlb-pmd', 'huge_protect_in_place', 5],
    ['hugetlb-pmd', 'huge_unmap_keeps_links', 3],
    ['fork-domain', 'domain_changes_for_all', 3],
    ['fork-domain', 'domain_of_all', 2],
    ['fork-domain', 'domain_takes_overlap', 5],
    ['mshare-call', 'call_dead_maker', 7],
    ['mshare-call', 'call_exit_gives_back', 3],
    ['mshare-call', 'call_unlink_keeps_window', 4],
    ['msharefs', 'msharefs_furnished_again', 7],
    ['msharefs', 'msharefs_refusal_unlinks', 4],
    ['msharefs', 'msharefs_unlink_frees', 2],
    ['msharefs-ioctl', 'ioctl_attaches_unsized', 2],
    ['msharefs-ioctl', 'ioctl_never_freed', 3],
    ['msharefs-ioctl', 'ioctl_place_keeps_entry', 6],
    ['mshare-protect', 'protect_attaches_without_owner', 5],
    ['mshare-protect', 'protect_refusal_unlinks', 6],
  ])(
    'of %s: %s, after %d calls',
    async (generation, broken, calls) => {
      expect(dispute(await refine({ generation, sizes: SMALL, body: createReference(), broken }))).toEqual(['model', calls]);
    },
    LONG,
  );

  it('of msharefs-ioctl: ioctl_fault_maps, which needs a second page', async () => {
    const sizes = { ...SMALL, processes: 1, indices: 2 };
    const found = await refine({ generation: 'msharefs-ioctl', sizes, body: createReference(), broken: 'ioctl_fault_maps' });
    expect(dispute(found)).toEqual(['model', 6]);
  });

  it('where the rules permit both answers, nobody is outvoted', async () => {
    const broken = 'ioctl_fills_without_owner';
    const { disagreement } = await refine({ generation: 'msharefs-ioctl', sizes: SMALL, body: createReference(), broken });
    expect([disagreement?.outvoted, disagreement?.model, disagreement?.body]).toEqual([undefined, 'success', 'refused with EINVAL']);
    const two = { ...SMALL, processes: 1, addresses: 2 };
    const anywhere = await refine({ generation: 'mshare-call', sizes: two, body: createReference(), broken: 'call_any_place' });
    const { outvoted, model, body } = anywhere.disagreement!;
    expect([outvoted, model, body]).toEqual([undefined, 'refused with EPERM', 'refused with EINVAL']);
  });
});

describe('faulty rules stand alone', () => {
  it.each([
    ['fork-domain', 'fork', 2],
    ['mshare-call', 'mshare_unlink', 3],
    ['msharefs', 'munmap', 3],
  ])(
    'of %s: one that objects to every %s that succeeds, after %d calls',
    async (generation, call, calls) => {
      const right = rulesOf(generation);
      const strict: Rules = {
        judge: (transcript) => {
          const succeeds = (step: number): boolean => transcript.entries[step]?.outcome.result === 'done';
          const step = transcript.trace.steps.findIndex((one, i) => one.call === call && succeeds(i));
          const own = right.judge(transcript);
          return step < 0
            ? own
            : [...own, { rule: 'errno-permitted', trace: 'refine', verdict: 'violated', step, seen: call, why: `A ${call}.` }];
        },
      };
      expect(dispute(await refine({ generation, sizes: SMALL, body: createReference(), rules: strict }))).toEqual(['rules', calls]);
    },
    LONG,
  );

  it(
    'and a CPU that remembers a freed table is none of the model: it is silent',
    async () => {
      const { disagreement } = await refine({ generation: 'fork-domain', sizes: SMALL, body: mutant('domain-leave-without-flush') });
      expect([disagreement?.outvoted, disagreement?.violated]).toEqual([undefined, ['cached-table-alive', 'no-stale-walk']]);
    },
    LONG,
  );
});

describe('what cannot be held', () => {
  it('what is no generation, with those that are', async () => {
    const { code, hint } = await refusal({ generation: 'msharefs-2', sizes: SMALL, body: createReference() });
    expect(code).toBe('not-refined');
    for (const { id } of refinedGenerations) expect(hint).toContain(id);
  });

  it('a size that the model has not', async () => {
    const sizes = { ...SMALL, files: 2 };
    const { code, hint } = await refusal({ generation: 'msharefs-ioctl', sizes, body: createReference() });
    expect([code, hint]).toEqual(['one-of-these', 'it takes addresses, objects']);
  });

  it('a broken model of another generation', async () => {
    const { code } = await refusal({ generation: 'hugetlb-pmd', sizes: SMALL, body: createReference(), broken: 'fill_first_page' });
    expect(code).toBe('unknown-model');
  });
});
