import { beforeAll, describe, expect, it } from 'vitest';
import { msharefsMutants } from '../../mutants/index.ts';
import { Machine, MachineBody, createReference, takeMappings } from '../../reference/index.ts';
import type { File, Gather, Mm, Process, Vma } from '../../reference/index.ts';
import type { Body } from '../../schemas/contract.ts';
import type { Outcome, Trace } from '../../schemas/generated/types.ts';
import { generateTraces } from '../../suites/generate.ts';
import { storyTargets } from '../../suites/targets.ts';
import { mutantsAreTold, mutantsBreak, referenceObeys } from './told.ts';
import { storiesOf, verdicts, violatedIn } from './verdicts.ts';

const GENERATION = 'msharefs';
const PATIENCE = 60_000;
let stories: Trace[] = [];
let programs: Trace[] = [];

beforeAll(async () => {
  stories = await storiesOf(GENERATION);
  programs = await storiesOf(`from-the-proposals/${GENERATION}`);
});

/** q-window-rights: what a window was asked for limits its process, up to the first change of the region there. */
class WindowLimits extends Machine {
  private readonly changed = new WeakSet<Vma>();

  override protect(mm: Mm, vma: Vma, start: number, end: number, prot: number, gather: Gather): void {
    super.protect(mm, vma, start, end, prot, gather);
    for (const held of vma.region?.host.vmas.all ?? []) {
      if (held.start < end + vma.delta && held.end > start + vma.delta) this.changed.add(held);
    }
  }

  override protOver(vma: Vma, ruling: Vma): number {
    return vma.region === undefined || this.changed.has(ruling) ? ruling.prot : ruling.prot & vma.prot;
  }
}

/** q-unlink-detaches: who unlinks a region loses its window on it. */
class UnlinkDetaches extends Machine {
  override unname(file: File, caller: Process, gather: Gather): void {
    super.unname(file, caller, gather);
    const { mm } = caller;
    for (const { region, start, end } of mm.vmas.all.filter((vma) => vma.region !== undefined && vma.region === file.region)) {
      takeMappings(this, mm, start, end, gather);
      gather.detached.length = 0;
      this.detach(region!, mm, gather);
    }
  }
}

/** q-info-again, q-info-unlinked, q-region-truncated: files of regions are files like any other, but for their size. */
class PlainFiles extends Machine {
  override bytesOf(file: File, at: number, length: number): Uint8Array {
    return file.kind === 'region' ? super.bytesOf(file, 0, 16).subarray(at, at + length) : super.bytesOf(file, at, length);
  }

  override refusesUnlink(): undefined {
    return undefined;
  }

  override refusesTruncation(): Outcome {
    return { result: 'refused', errno: 'EINVAL' };
  }
}

/** What no reading permits: a window is no more than that, and mprotect of it is refused. */
class WindowsOnly extends Machine {
  override allowsWindowProtection(): boolean {
    return false;
  }
}

function reading(machine: Machine): Body {
  return new MachineBody({ ...createReference().description, name: 'other-reading' }, machine);
}

describe('the reference', () => {
  it('is written for in at least forty stories, with two who live together', () => {
    expect(stories.length).toBeGreaterThanOrEqual(40);
    expect(stories.filter(({ processes }) => processes.length < 2).map(({ id }) => id)).toEqual([]);
    expect([...stories, ...programs].filter(({ generation }) => generation !== GENERATION)).toEqual([]);
  });

  it('is asked in stories of five levels, where 512 GiB are less than the unit', () => {
    const five = stories.filter(({ geometry }) => geometry?.levels === 5);
    expect(five.length).toBeGreaterThanOrEqual(2);
    expect(five.filter(({ steps }) => steps.some((step) => step.call === 'mmap' && step.length === '0x1000000000000'))).toEqual(five);
  });

  it('meets the programs of the proposal where its stories are asked for', () => {
    expect(storyTargets(GENERATION)).toEqual([GENERATION, `from-the-proposals/${GENERATION}`, `in-flight/${GENERATION}`]);
    expect(programs.length).toBeGreaterThanOrEqual(8);
  });

  referenceObeys(GENERATION, () => [...stories, ...programs]);

  it(
    'breaks no rule in generated traces, which begin, join and leave regions',
    async () => {
      const traces = [...generateTraces({ seed: 11, count: 300, generation: GENERATION })];
      const found = await verdicts(GENERATION, createReference(), traces, 'strict');
      expect(violatedIn(found)).toEqual([]);
      const met = [
        'first-mapping-begins',
        'attach-same',
        'region-told',
        'unit-entry-empty-or-host',
        'protect-durable',
        'unlink-keeps-windows',
      ];
      expect(met.filter((id) => found.get(id)!.decided === 0)).toEqual([]);
    },
    PATIENCE,
  );
});

describe('other readings of what is open', () => {
  it.each([
    ['a window limits its own process', WindowLimits, 'success-owed'],
    ['who unlinks a region loses its window', UnlinkDetaches, 'unlink-keeps-windows'],
    ['region files come to an end, and are not truncated', PlainFiles, 'region-told'],
  ] as const)(
    '%s: permitted, and refused by the strict profile',
    async (_title, Reading, rule) => {
      const generated = [...generateTraces({ seed: 5, count: 100, generation: GENERATION })];
      const all = [...stories, ...programs, ...generated];
      expect(violatedIn(await verdicts(GENERATION, reading(new Reading()), all, 'default'))).toEqual([]);
      expect(violatedIn(await verdicts(GENERATION, reading(new Reading()), all, 'strict'))).toContain(rule);
    },
    PATIENCE,
  );

  it('mprotect of a whole window is refused: not permitted', async () => {
    expect(violatedIn(await verdicts(GENERATION, reading(new WindowsOnly()), stories, 'default'))).toContain('success-owed');
  });
});

describe('mutants', () => {
  mutantsAreTold(GENERATION, msharefsMutants);
  mutantsBreak(GENERATION, msharefsMutants, ['first-mapping-begins', 'attach-same', 'window-in-place', 'region-told', 'window-left-whole']);
});
