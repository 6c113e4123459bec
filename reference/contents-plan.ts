import type { Gather } from './gather.ts';
import type { Region } from './region.ts';
import { flushStage, freeStage } from './stage.ts';
import type { Plan, Stage } from './stage.ts';
import type { Vma } from './vma.ts';

/** A range of a region (pages of its host, end excluded) is emptied, and filled anew where there is a mapping to put there. */
export interface ContentsPlan extends Plan {
  readonly gather: Gather;
  readonly region: Region;
  readonly start: number;
  readonly end: number;
  readonly vma: Vma | undefined;
}

/** What was there is forgotten by every CPU before anything else can be seen there; and nobody finds a hole in between. */
// @rule replaced-for-all
export const contentsStages: readonly Stage<ContentsPlan>[] = [
  {
    label: 'change-entries',
    run(machine, { region, start, end, gather, vma }) {
      machine.takeContents(region, start, end, gather);
      if (vma === undefined) return undefined;
      machine.flushAll(gather);
      machine.putContents(region, vma);
      return undefined;
    },
  },
  flushStage,
  freeStage,
];
