import { BegunScene } from '../begun-scene.ts';
import { sameClaim } from '../first-mapping.ts';
import { B_WINDOW } from '../region-scene.ts';
import { refused } from '../scene.ts';
import { begunByMapping } from '../scopes.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  id: 'attach-same',
  family: 'errors',
  sentence: 'Whoever joins a region maps it at the place and with the size that it has; anything else is refused.',
  source: 'PATCH v2 of June 2022, cover letter and patch 8: mmap with exactly the start and size that the file tells.',
  needs: 'outcome',
  scope: begunByMapping,
  questions: ['q-private-window', 'q-window-offset', 'q-window-anywhere'],
  calls: ['mmap'],
  onCall: sameClaim,
  holds: new BegunScene('At another address')
    .attach('A')
    .attach('B', { addr: B_WINDOW, seen: refused('EINVAL') })
    .end(),
  breaks: new BegunScene('At another address there is a window').attach('A').attach('B', { addr: B_WINDOW }).end(),
};
