import { ACCESS } from '../features.ts';
import { shows } from '../claims.ts';
import type { Rule } from '../rule.ts';
import { at, twoSharers, value } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

export const rule: Rule = {
  id: 'file-content-shown',
  family: 'data',
  sentence: 'A page that nobody has changed shows the content of the file at its offset.',
  source: 'Ordinary rule of file mappings, held for pages that another sharer brought in.',
  needs: 'outcome',
  scope: everyGeneration,
  concerns: ACCESS.mapped | ACCESS.load,
  onAccess: (v) => (v.byte?.through === 'start' && v.mapping!.file.dontneedAt < 0 ? shows(v) : undefined),
  holds: twoSharers('Page 3 of the file shows 4').load('A', at(3), value(4)).load('B', at(3), value(4)).end(),
  breaks: twoSharers('Page 3 of the file shows zero').load('A', at(3), value(4)).load('B', at(3), value(0)).end(),
};
