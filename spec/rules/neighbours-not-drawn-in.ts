import { INSPECTION, ORDER } from '../features.ts';
import { upperTablesApart } from '../guests.ts';
import { SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, twoSharers, value } from '../scene.ts';
import { sharesLeaves } from '../scopes.ts';

/** A and B reach the leaf through one PMD page. */
function upperShared(): Rule['breaks'] {
  const example = twoSharers('B reaches the PMD page of A').store('A', BUF, 1).load('B', BUF, value(1)).shows(SHARED).end();
  const { tables } = example.transcript.entries.at(-1)!.snapshot!;
  const pud = tables.filter((t) => t.level === 3);
  pud[1]!.entries[1] = pud[0]!.entries[1]!;
  return example;
}

export const rule: Rule = {
  id: 'neighbours-not-drawn-in',
  family: 'consistency',
  sentence: 'Tables above the leaf belong to one mm each, so that nothing beside the region in the same PMD page or PUD is ever shared.',
  source:
    'The unit of sharing is the PMD entry (ptshare RFC v2, cover letter). The posted code installs an entry one level higher; that is a finding.',
  needs: 'tables',
  scope: sharesLeaves,
  concerns: INSPECTION.region,
  inspect: upperTablesApart,
  settled: INSPECTION.region | ORDER.apart,
  holds: twoSharers('Each mm has its own upper tables').store('A', BUF, 1).load('B', BUF, value(1)).shows(SHARED).end(),
  breaks: upperShared(),
};
