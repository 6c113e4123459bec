import { Machine } from '../../reference/index.ts';
import type { Region, WindowRequest } from '../../reference/index.ts';
import type { Outcome } from '../../schemas/generated/types.ts';
import type { Mutant } from '../mutant.ts';
import { faultyRegions } from './body.ts';

class RegionBeginsSmall extends Machine {
  override refusesWindow(region: Region, request: WindowRequest): Outcome | undefined {
    return this.awaitsFirstMapping(region) && request.shared ? undefined : super.refusesWindow(region, request);
  }
}

export const mutant: Mutant = {
  name: 'region-begins-small',
  title: 'The size of a first mapping is not asked about.',
  source: 'The class of an alignment that is checked at the start and not at the end.',
  rules: ['first-mapping-begins'],
  create: () => faultyRegions('region-begins-small', new RegionBeginsSmall()),
};
