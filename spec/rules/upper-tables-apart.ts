import { ORDER } from '../features.ts';
import type { Inspection } from '../inspection.ts';
import type { Finding, Rule } from '../rule.ts';
import { value } from '../scene.ts';
import { HUGE_SHARED, hugeAt, twoHuge } from '../huge-scene.ts';
import { upperTablesOwn } from '../scopes.ts';

function apart({ layout: { upperShared, links } }: Inspection): Finding {
  if (upperShared) return { wrong: `table ${upperShared.id} of level ${upperShared.level} is reached from more than one place` };
  return links.length > 0 ? 'held' : undefined;
}

/** B reaches the whole PUD page of A. */
function upperShared(): Rule['breaks'] {
  const example = twoHuge('B reaches the PUD page of A').store('A', hugeAt(0), 1).load('B', hugeAt(0), value(1)).shows(HUGE_SHARED).end();
  const { tables } = example.transcript.entries.at(-1)!.snapshot!;
  const tops = tables.filter((t) => t.level === 3);
  tops[1]!.entries[1] = tops[0]!.entries[1]!;
  return example;
}

export const rule: Rule = {
  id: 'upper-tables-apart',
  family: 'consistency',
  sentence: 'Tables above the shared one belong to one mm each, so that nothing beside the slot is ever shared.',
  source: 'The unit of sharing is one PUD entry (Linux, mm/hugetlb.c, huge_pmd_share).',
  needs: 'tables',
  scope: upperTablesOwn,
  inspect: apart,
  settled: ORDER.apart | ORDER.alive,
  holds: twoHuge('One table, two ways').store('A', hugeAt(0), 1).load('B', hugeAt(0), value(1)).shows(HUGE_SHARED).end(),
  breaks: upperShared(),
};
