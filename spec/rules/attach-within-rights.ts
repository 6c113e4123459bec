import { MshareScene } from '../mshare-scene.ts';
import { attachable, rightsClaim } from '../msharing.ts';
import { refused } from '../scene.ts';
import { madeByMshare } from '../scopes.ts';
import type { Rule } from '../rule.ts';

function readOnly(title: string): MshareScene {
  return new MshareScene(title).create(['O_RDONLY', 'O_CREAT']);
}

export const rule: Rule = {
  id: 'attach-within-rights',
  family: 'errors',
  sentence: 'Whoever asks for more access than the creator of the region did may be refused with EPERM, and for nothing else.',
  source: "PATCH v1 of April 2022: access bits that are no subset of the creator's are EPERM; the RFC of January 2022 does not look.",
  needs: 'outcome',
  scope: madeByMshare,
  questions: ['q-attach-rights'],
  calls: ['mshare'],
  onCall: (v) => rightsClaim(v) ?? attachable(v),
  holds: readOnly('To write what was made to be read').join(['O_RDWR'], refused('EPERM')).end(),
  breaks: new MshareScene('To read what was made to be written').create().join(['O_RDONLY'], refused('EPERM')).end(),
};
