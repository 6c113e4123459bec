import type { AccessView } from '../access.ts';
import { shows } from '../claims.ts';
import { ACCESS } from '../features.ts';
import { GIVEN, MshareScene } from '../mshare-scene.ts';
import { value } from '../scene.ts';
import { madeByMshare } from '../scopes.ts';
import type { Rule } from '../rule.ts';
import { placedBehind } from '../windows.ts';

/** The byte is older than the region. */
function isOlder({ window, page, byte }: AccessView): boolean {
  const placed = window && placedBehind(window, page);
  return placed !== undefined && byte !== undefined && byte.step < placed.step;
}

function given(title: string): MshareScene {
  return new MshareScene(title).map('A').store('A', GIVEN, 5).share('A', ['O_RDWR', 'O_CREAT']).join();
}

export const rule: Rule = {
  id: 'given-memory-shown',
  family: 'data',
  sentence: 'What its creator had mapped becomes the contents of a region: all who share it find the bytes that were there before.',
  source: 'RFC of January 2022, cover letter, and patch 6: the mappings of the creator are those of the region.',
  needs: 'outcome',
  scope: madeByMshare,
  concerns: ACCESS.window | ACCESS.load,
  onAccess: (v) => (isOlder(v) ? shows(v) : undefined),
  holds: given('B loads what A stored before there was a region').load('B', GIVEN, value(5)).end(),
  breaks: given('B loads a zero').load('B', GIVEN, value(0)).end(),
};
