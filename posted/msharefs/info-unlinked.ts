import type { File } from '../../reference/index.ts';
import type { Outcome } from '../../schemas/generated/types.ts';
import type { Hazard } from '../hazard.ts';

export const infoUnlinked: Hazard = {
  id: 'info-unlinked',
  title: 'Nothing keeps mshare_info from being unlinked.',
  evidence: 'derived',
  source: 'PATCH v2 of June 2022, patches 2 and 4',
  permitted: 'q-info-unlinked',
  machine: (Base) =>
    class InfoUnlinked extends Base {
      override refusesUnlink(file: File): Outcome | undefined {
        return file.kind === 'info' ? undefined : super.refusesUnlink(file);
      }
    },
};
