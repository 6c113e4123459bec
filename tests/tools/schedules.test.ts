import { describe, expect, it } from 'vitest';
import { mutants } from '../../mutants/index.ts';
import { createReference } from '../../reference/index.ts';
import { perform } from '../../replay/perform.ts';
import type { CallName } from '../../schemas/contract.ts';
import type { Snapshot, Trace } from '../../schemas/generated/types.ts';
import type { Scene } from '../../suites/schedules.ts';
import { enumerate, search } from '../../tools/find-schedules.ts';
import { beginnings, failures } from '../../tools/flight-scenes.ts';

const PATIENCE = 60_000;

/** Scenes that begin so, with these calls. */
function only(beginning: string, ...calls: readonly CallName[]): (scene: Scene) => boolean {
  return (scene) => {
    const names = Object.values(scene.calls).map(({ call }) => call);
    return scene.before === beginnings[beginning] && names.length === calls.length && names.every((name, i) => name === calls[i]);
  };
}

/** Where the schedules that catch a mutant are looked for: `npm run schedules` looks everywhere. */
const HUNTING: Readonly<Record<string, (scene: Scene) => boolean>> = {
  'both-free': only('shared', 'munmap', 'munmap'),
  'count-tested-first': only('shared', 'munmap', 'munmap'),
  'cow-decided-early': only('private', 'store', 'store'),
  'creators-race': only('opened', 'mmap', 'mmap'),
  'enomem-overwritten': only('opened', 'mmap'),
  'failure-leaks-tables': only('mapped', 'load'),
  'fault-keeps-vma': only('shared', 'load', 'munmap'),
  'fill-ignores-end': only('mapped', 'load', 'ftruncate'),
  'fill-trusts-check': only('shared', 'load', 'mprotect'),
  'flush-before-change': only('mapped-and-touched', 'mprotect', 'load'),
  'free-before-flush': only('mapped-and-touched', 'ftruncate', 'load'),
  'host-failure-leaves-mapping': only('opened', 'mmap'),
  'host-failure-leaves-region': only('opened', 'mmap'),
  'join-while-ending': only('mapped', 'munmap', 'mmap'),
  'lock-order-inverted': only('mapped', 'munmap', 'ftruncate'),
  'move-flush-unlocked': only('plain', 'mremap', 'ftruncate', 'load'),
  'munmap-unlocks-early': only('plain', 'munmap', 'mmap', 'load'),
  'put-before-clear': only('mapped-and-touched', 'munmap', 'load'),
  'reference-dropped-first': only('mapped', 'mmap'),
  'walker-counts-as-sharer': only('mapped', 'load', 'munmap'),
};

describe('schedules', () => {
  it.each(Object.entries(HUNTING))(
    'show the vice of %s, by a rule that it names',
    async (name, wanted) => {
      const mutant = mutants.find((one) => one.name === name);
      const found = mutant && (await search(mutant.create(), mutant.rules, 4, wanted));
      expect(found?.rules.filter((rule) => mutant?.rules.includes(rule))).not.toEqual([]);
      expect(found).toBeDefined();
    },
    PATIENCE,
  );

  it(
    'of two sharers are all permitted on the reference',
    async () => {
      const wanted = ({ before, calls }: Scene): boolean =>
        before === beginnings['shared-and-touched'] && (calls['first']?.call === 'munmap' || calls['first']?.call === 'mprotect');
      expect(await enumerate(createReference(), 3, wanted)).toBeGreaterThan(500);
    },
    PATIENCE,
  );
});

/** What lasts: tables, address spaces and page caches. */
function lasting({ mms, tables, caches }: Snapshot): unknown {
  return { mms, tables, caches };
}

describe('an allocation that fails', () => {
  it('is refused by the reference, whichever it is of whichever call, and leaves nothing; nothing is leaked in the end', async () => {
    const body = createReference();
    const failed = new Set<string>();
    for (const { head, before, calls } of failures(8)) {
      const call = Object.values(calls)[0];
      if (call === undefined) continue;
      const ends = head.processes.map((process) => ({ call: 'exit' as const, process }));
      const children = ['child', 'child-of-creator'].map((process) => ({ call: 'exit' as const, process }));
      // A child that was not born answers ESRCH, which is as good.
      const trace: Trace = { ...head, steps: [...before, call, ...ends, ...children] };
      const { entries } = await perform(trace, body, { trust: true });
      const [was, is] = [entries[before.length - 1]?.snapshot, entries[before.length]?.snapshot];
      const outcome = entries[before.length]?.outcome;
      const noMemory =
        outcome?.result === 'refused' ? outcome.errno === 'ENOMEM' : outcome?.result === 'fault' && outcome.code === undefined;
      // Nothing is mapped there: ENOMEM is for the hole.
      if (before === beginnings['opened'] && (call.call === 'mprotect' || call.call === 'madvise')) continue;
      if (noMemory && was !== undefined && is !== undefined) {
        failed.add(call.call);
        expect(lasting(is), JSON.stringify(call)).toEqual(lasting(was));
      }
      expect(entries.at(-1)?.snapshot?.tables, JSON.stringify(call)).toEqual([]);
    }
    expect([...failed].toSorted()).toEqual(['exec', 'fork', 'load', 'mmap', 'mremap', 'store']);
  });
});
