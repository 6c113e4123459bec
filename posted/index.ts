/** The generations as they were posted, with what they do otherwise than intended. */
import type { Hazard } from './hazard.ts';
import * as mapSharedPt from './map-shared-pt/hazards.ts';
import * as mshareCall from './mshare-call/hazards.ts';
import * as msharefs from './msharefs/hazards.ts';
import * as msharefsIoctl from './msharefs-ioctl/hazards.ts';

export { postedBody } from './body.ts';
export type { Hazard } from './hazard.ts';

/** By generation. Beside the hazards lies `deviations.json`: each violation that they cause. */
export const posted: Readonly<Record<string, readonly Hazard[]>> = {
  'map-shared-pt': mapSharedPt.hazards,
  'mshare-call': mshareCall.hazards,
  msharefs: msharefs.hazards,
  'msharefs-ioctl': msharefsIoctl.hazards,
};

/** By generation: what was read in the code too, and why no body does it; a sentence each. */
export const unmodelled: Readonly<Record<string, readonly string[]>> = {
  'map-shared-pt': mapSharedPt.unmodelled,
  'mshare-call': mshareCall.unmodelled,
  msharefs: msharefs.unmodelled,
  'msharefs-ioctl': msharefsIoctl.unmodelled,
};
