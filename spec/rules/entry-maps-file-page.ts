import { INSPECTION, NEWS } from '../features.ts';
import { entriesMapFile } from '../entries.ts';
import { RW, SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, twoSharers, value } from '../scene.ts';
import { filesShared } from '../scopes.ts';

export const rule: Rule = {
  id: 'entry-maps-file-page',
  family: 'consistency',
  sentence: "Every present entry of a region's table points to the frame that the page cache holds for that page of the file.",
  source: 'The mapping is one of a file; a host without the file would show anonymous pages instead.',
  needs: 'caches',
  scope: filesShared,
  concerns: INSPECTION.region,
  inspect: entriesMapFile,
  due: NEWS.layout | NEWS.caches,
  holds: twoSharers('The entry holds the cached frame').store('A', BUF, 1).load('B', BUF, value(1)).shows(SHARED).end(),
  breaks: twoSharers('The entry holds another frame')
    .store('A', BUF, 1)
    .load('B', BUF, value(1))
    .shows({ ...SHARED, leaves: { 1: [0, 8, RW] } })
    .end(),
};
