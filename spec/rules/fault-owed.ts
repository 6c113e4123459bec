import { owed } from '../claims.ts';
import type { Rule } from '../rule.ts';
import { BUF, MAPERR, Scene, value } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

export const rule: Rule = {
  id: 'fault-owed',
  family: 'errors',
  sentence: 'An access without a mapping, against its protection or beyond the end of its file faults.',
  source: 'mmap(2); for the cases that no other rule speaks of.',
  needs: 'outcome',
  scope: everyGeneration,
  onAccess: (v) => (v.says === 'allowed' ? undefined : owed(v)),
  fallback: true,
  holds: new Scene('Nothing is mapped').open('A').load('A', BUF, MAPERR).end(),
  breaks: new Scene('Nothing is mapped, and a byte is read').open('A').load('A', BUF, value(0)).end(),
};
