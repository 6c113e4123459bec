import { ACCESS } from '../features.ts';
import type { AccessView } from '../access.ts';
import { shows } from '../claims.ts';
import type { Rule } from '../rule.ts';
import { BUF, Scene, value } from '../scene.ts';
import { everyGeneration } from '../scopes.ts';

/** Somebody has stored to another file at this very page of the address space. */
function othersStoredHere(v: AccessView): boolean {
  const file = v.world.storedAt.get(v.page);
  return file !== undefined && file !== v.mapping!.file;
}

export const rule: Rule = {
  id: 'other-files-untouched',
  family: 'data',
  sentence: 'A store to one file changes no byte of another, even where both are mapped at the same address in different processes.',
  source: 'A sharing key that names the address but not the file shows one file to readers of another.',
  needs: 'outcome',
  scope: everyGeneration,
  concerns: ACCESS.mapped | ACCESS.load,
  onAccess: (v) => (v.mapping && othersStoredHere(v) ? shows(v) : undefined),
  holds: new Scene('Two files at one address').map('A').map('B', { file: 'log' }).store('A', BUF, 50).load('B', BUF, value(0)).end(),
  breaks: new Scene('One file shows through the other')
    .map('A')
    .map('B', { file: 'log' })
    .store('A', BUF, 50)
    .load('B', BUF, value(50))
    .end(),
};
