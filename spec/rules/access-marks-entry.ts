import { NEWS, STEP } from '../features.ts';
import { accessMarks } from '../entries.ts';
import { RO, SHARED } from '../picture.ts';
import type { Rule } from '../rule.ts';
import { BUF, twoSharers } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

export const rule: Rule = {
  id: 'access-marks-entry',
  family: 'consistency',
  sentence: 'After an access the entry of its page is present and marked accessed, and dirty after a store.',
  source: 'Ordinary rule of x86 page tables; with sharing the marks stand in the common table.',
  needs: 'tables',
  scope: everyGeneration,
  concerns: STEP.accessed,
  inspect: accessMarks,
  due: NEWS.step,
  holds: twoSharers('A store leaves a dirty entry').store('A', BUF, 1).shows(SHARED).end(),
  breaks: twoSharers('A store leaves a clean entry')
    .store('A', BUF, 1)
    .shows({ ...SHARED, leaves: { 1: [0, 7, RO] } })
    .end(),
};
