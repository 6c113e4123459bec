import { beforeAll, describe, expect, it } from 'vitest';
import { domainMutants } from '../../mutants/index.ts';
import { ForkDomains, Gather, Machine, MachineBody, createReference } from '../../reference/index.ts';
import type { Mm, Vma } from '../../reference/index.ts';
import type { Body } from '../../schemas/contract.ts';
import type { Trace } from '../../schemas/generated/types.ts';
import { generateTraces } from '../../suites/generate.ts';
import { bornIn, mutantsAreTold, mutantsBreakOwnRules, referenceObeys, referenceObeysGenerated } from './told.ts';
import { storiesOf, verdicts, violatedIn } from './verdicts.ts';

const GENERATION = 'fork-domain';
let stories: Trace[] = [];

beforeAll(async () => {
  stories = await storiesOf(GENERATION);
});

/** The other reading of q-unshare-extent: the slots that a call names leave, and the rest of the mapping shares on. */
class LeavesSlots extends ForkDomains {
  override leave(mm: Mm, start: number, end: number, gather: Gather): void {
    const { entries } = this.machine.layout;
    const from = Math.floor(start / entries) * entries;
    const to = Math.ceil(end / entries) * entries;
    for (const vma of mm.vmas.all.slice()) if (vma.region !== undefined && vma.start < end && vma.end > start) this.cut(mm, vma, from, to);
    super.leave(mm, start, end, gather);
  }

  /** Cuts a mapping at the slots; each part counts as a sharer. */
  private cut(mm: Mm, { region, start, end }: Vma, from: number, to: number): void {
    for (const at of [from, to]) {
      if (at <= start || at >= end || region === undefined) continue;
      mm.vmas.splitAt(at);
      region.guests.push({ mm, delta: 0 });
      this.machine.countSharer(region, 1);
    }
  }
}

/** The other reading of q-left-range: what was given away once is never free again, as long as the domain lasts. */
class KeepsRanges extends ForkDomains {
  override endRange(): void {}

  override forget(mm: Mm): void {
    const last = mm.domain?.members.length === 1 && mm.domain.hidden !== mm ? mm.domain.hidden : undefined;
    if (last !== undefined) for (const region of this.machine.regions.filter((r) => r.host === last)) this.drop(region);
    super.forget(mm);
  }

  private drop(region: Machine['regions'][number]): void {
    const gather = new Gather(region.host.id, 0);
    super.endRange(region, gather);
    for (const frame of gather.frames) this.machine.frames.release(this.machine.frames.at(frame));
    for (const table of gather.tables) this.machine.freeTable(table);
  }
}

function reading(Domains: typeof ForkDomains): Body {
  const machine = new Machine();
  machine.forkDomains = new Domains(machine);
  return new MachineBody({ ...createReference().description, name: 'other-reading' }, machine);
}

describe('the reference', () => {
  it('is written for in at least forty stories, with two who live together', () => {
    expect(stories.length).toBeGreaterThanOrEqual(40);
    expect(stories.filter((trace) => bornIn(trace) < 2).map(({ id }) => id)).toEqual([]);
    expect(stories.filter(({ generation }) => generation !== GENERATION)).toEqual([]);
  });

  referenceObeys(GENERATION, () => stories);

  referenceObeysGenerated(GENERATION);
});

describe('other readings of what is open', () => {
  it.each([
    ['slots leave, and not mappings', LeavesSlots],
    ['a range that was left is not free', KeepsRanges],
  ])('%s: permitted', async (_title, Domains) => {
    const generated = [...generateTraces({ seed: 5, count: 100, generation: GENERATION })];
    expect(violatedIn(await verdicts(GENERATION, reading(Domains), [...stories, ...generated], 'default'))).toEqual([]);
  });

  it('no tables in common at all: not permitted, what is inherited is shared', async () => {
    const body = new MachineBody({ ...createReference().description, name: 'unshared' }, new Machine());
    body.machine.rangeFor = () => undefined;
    expect(violatedIn(await verdicts(GENERATION, body, stories, 'default'))).toContain('fork-shares-tables');
  });
});

describe('mutants', () => {
  mutantsAreTold(GENERATION, domainMutants);
  mutantsBreakOwnRules(GENERATION, domainMutants, 9);
});
