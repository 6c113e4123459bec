import { NEWS } from '../features.ts';
import { leaversApart } from '../domain-tables.ts';
import { forkOf, forkScene, reaching } from '../fork-scene.ts';
import { BUF_SLOT, type Picture, RO, RW } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { ACCERR, BUF, DONE, type Scene, at, refused, value } from '../scene.ts';
import { inheritedDomains } from '../scopes.ts';

const SLOT = '0x200000';
const [TWO_SLOTS, FOUR_SLOTS, FIVE_SLOTS, SIX_SLOTS] = ['0x400000', '0x800000', '0xa00000', '0xc00000'];

/** What A and B reach of four slots of a file, and C, which has no domain. */
function reached(byB: Readonly<Record<number, number>>): Picture {
  const ofDomain = { [BUF_SLOT]: 1, [BUF_SLOT + 1]: 2 };
  const mms = [{ process: 'A', slots: ofDomain }, { process: 'B', slots: byB }, { process: 'C', slots: {} }, { slots: ofDomain }];
  return { leaves: { 1: [0, 7, RW], 2: [0, 8, RW] }, pages: [0, 7, 512, 8], mms };
}

/** A has four slots in its domain, and another file behind them; B inherits both. */
function fourSlots(title: string): Scene {
  return forkScene(title)
    .map('A', { length: FOUR_SLOTS })
    .map('A', { file: 'log', addr: at(4 * 512), prot: 'r' })
    .does(forkOf('A', 'B'), DONE)
    .store('A', at(0), 1)
    .load('B', at(0), value(1))
    .store('A', at(512), 2)
    .load('B', at(512), value(2));
}

/** Whoever has no domain has none to leave. */
function stranger(scene: Scene): Scene {
  const validated = { addr: BUF, length: SLOT, prot: ['PROT_READ'], flags: ['MAP_SHARED_VALIDATE', 'MAP_SHARED_PT', 'MAP_FIXED'] } as const;
  return scene
    .open('C')
    .does(
      { call: 'mmap', process: 'C', ...validated, prot: [...validated.prot], flags: [...validated.flags], fd: 'fd-db' },
      { result: 'done', addr: BUF },
    )
    .protect('C', BUF, SLOT, 'none')
    .shows(reached({}));
}

/** Slot by slot: the last one and what lies behind it, one in the middle, and the rest. */
function leftBySlots(scene: Scene): Scene {
  return scene
    .protect('B', at(3 * 512), TWO_SLOTS, 'r')
    .shows(reached({ [BUF_SLOT]: 1, [BUF_SLOT + 1]: 2 }))
    .protect('B', at(512), SLOT, 'r')
    .shows(reached({ [BUF_SLOT]: 1 }))
    .protect('B', at(0), TWO_SLOTS, 'rw')
    .shows(reached({}));
}

export const rule: Rule = {
  id: 'leaves-before-change',
  family: 'protection',
  sentence:
    'Whoever protects, unmaps in part, moves, replaces or drops pages of a mapping in a domain leaves the shared tables first: from then on it has tables of its own.',
  source:
    'Android, mm/ptshare.c (2026): mprotect, mremap, munmap of a part, MAP_FIXED over it and MADV_DONTNEED unshare first, and then act on the caller.',
  needs: 'tables',
  scope: inheritedDomains,
  questions: ['q-unshare-extent'],
  inspect: leaversApart,
  due: NEWS.step,
  holds: stranger(leftBySlots(fourSlots('B leaves slot by slot; its range is free when A has left as well')))
    .protect('B', at(2 * 512), SLOT, 'r')
    .unmap('A', BUF, FIVE_SLOTS)
    .map('A', { length: FOUR_SLOTS })
    .protect('B', BUF, SIX_SLOTS, 'none', refused('ENOMEM'))
    .load('B', BUF, ACCERR)
    .end(),
  breaks: forkScene('B has left; C has not, and reaches the table of B')
    .map('A', { file: 'log', addr: at(-512), flags: ['MAP_SHARED', 'MAP_FIXED'] })
    .map('A')
    .map('A', { file: 'log', addr: at(512), prot: 'r' })
    .does(forkOf('A', 'B'), DONE)
    .does(forkOf('A', 'C'), DONE)
    .store('A', BUF, 1)
    .protect('B', BUF, SLOT, 'r')
    .load('B', BUF, value(1))
    .protect('C', BUF, TWO_SLOTS, 'r')
    .shows({
      leaves: { 1: [0, 7, RW], 2: [0, 7, RO], 3: [] },
      mms: [
        { process: 'A', slots: { [BUF_SLOT - 1]: 3, [BUF_SLOT]: 1 } },
        reaching(2, 'B'),
        { process: 'C', slots: { [BUF_SLOT - 1]: 3, [BUF_SLOT]: 2 } },
        reaching(1),
      ],
    })
    .end(),
};
