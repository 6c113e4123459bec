import { describe, expect, it } from 'vitest';
import { mutants } from '../../mutants/index.ts';
import { createReference } from '../../reference/index.ts';
import { refine } from '../../refine/refine.ts';
import type { Refinement } from '../../refine/refine.ts';
import { rulesOf } from '../../refine/witnesses.ts';
import type { Rules } from '../../refine/witnesses.ts';
import type { Body } from '../../schemas/contract.ts';
import { validateTrace } from '../../schemas/validate.ts';

const SMALL = { processes: 2, cpus: 1, files: 1, slots: 1, indices: 1 };
const LONG = 60_000;

const held = refine({ sizes: SMALL, body: createReference() });

function mutant(name: string): Body {
  const found = mutants.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no mutant ${name}`);
  return found.create();
}

/** Who stands alone, and after how many calls. */
function dispute({ disagreement }: Refinement): unknown {
  return disagreement && [disagreement.outvoted, disagreement.calls];
}

describe('the formal model, the reference and the rules', () => {
  it(
    'agree on every call from every state',
    async () => {
      const found = await held;
      expect(found.disagreement).toBeUndefined();
      expect(found.complete).toBe(true);
      expect(found.model).toEqual({ states: 155, transitions: 1908 });
      // Every state of the model is one between calls, too.
      expect(found.between).toEqual({ states: 155, calls: 1940 });
      expect(found.held).toBe(1940);
      // The CPUs of the reference remember exactly what those of the model do.
      expect(found.otherwise).toBe(0);
    },
    LONG,
  );

  it('permit the same, but where the rules leave a question open', async () => {
    const { wider } = await held;
    expect(Object.keys(wider)).toEqual([
      'madvise, success: also refused with EINVAL',
      'mmap, success: also refused with EACCES',
      'mmap, success: also refused with EINVAL',
      'mmap, success: also refused with ENOMEM',
      'mmap, success: also refused with EPERM',
    ]);
  });

  it('are told when they are interrupted', async () => {
    const found = await refine({ sizes: SMALL, body: createReference(), signal: { aborted: true } });
    expect([found.complete, found.held]).toEqual([false, 0]);
  });
});

describe('a faulty body stands alone', () => {
  it.each([
    ['link-not-counted', 2],
    ['over-wide-link', 2],
    ['fork-not-counted', 3],
    ['munmap-keeps-link', 3],
    ['partial-munmap', 2],
    ['hole-is-sigbus', 1],
    ['flush-not-on-detach', 5],
  ])('%s, after %d calls', async (name, calls) => {
    expect(dispute(await refine({ sizes: SMALL, body: mutant(name) }))).toEqual(['body', calls]);
  });

  it('and its trace can be replayed', async () => {
    const { disagreement } = await refine({ sizes: SMALL, body: mutant('munmap-keeps-link') });
    expect(validateTrace(disagreement?.trace).steps.map(({ call }) => call)).toEqual(['open', 'open', 'mmap', 'load', 'munmap']);
    expect(disagreement?.differences.join()).toContain('which is freed');
  });
});

describe('a faulty model stands alone', () => {
  it.each([
    ['fill_first_page', { ...SMALL, slots: 2 }, 2],
    ['fork_not_counted', SMALL, 3],
    ['leaving_keeps_links', SMALL, 3],
    ['last_out_keeps_tables', SMALL, 3],
    ['link_not_counted', SMALL, 2],
    ['unaligned_shares', SMALL, 1],
    ['refusal_unlinks', SMALL, 3],
  ])(
    '%s',
    async (broken, sizes, calls) => {
      expect(dispute(await refine({ sizes, body: createReference(), broken }))).toEqual(['model', calls]);
    },
    LONG,
  );

  it('must be known', async () => {
    await expect(refine({ sizes: SMALL, body: createReference(), broken: 'no_such' })).rejects.toThrow('no broken model no_such');
  });
});

describe('faulty rules stand alone', () => {
  const right = rulesOf('map-shared-pt');

  it('when they object to what model and body agree on', async () => {
    const strict: Rules = {
      judge: (transcript) => {
        const step = transcript.trace.steps.findIndex(({ call }) => call === 'fork');
        const own = right.judge(transcript);
        return step < 0
          ? own
          : [...own, { rule: 'fork-shares', trace: 'refine', verdict: 'violated', step, seen: 'a fork', why: 'A fork.' }];
      },
    };
    expect(dispute(await refine({ sizes: SMALL, body: createReference(), rules: strict }))).toEqual(['rules', 2]);
  });

  it('and the model is silent where it has no say', async () => {
    // An entry that is not marked: the model knows no marks.
    const { disagreement } = await refine({ sizes: SMALL, body: mutant('entries-unmarked') });
    expect([disagreement?.outvoted, disagreement?.violated]).toEqual([undefined, ['access-marks-entry']]);
  });
});
