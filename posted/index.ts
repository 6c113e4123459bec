/** The generations as they were posted, with what they do otherwise than intended. */
import type { Hazard } from './hazard.ts';
import { hazards as mapSharedPt } from './map-shared-pt/hazards.ts';

export { postedBody } from './body.ts';
export type { Hazard } from './hazard.ts';

/** By generation. Beside the hazards lies `deviations.json`: each violation that they cause. */
export const posted: Readonly<Record<string, readonly Hazard[]>> = {
  'map-shared-pt': mapSharedPt,
};
