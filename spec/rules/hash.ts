// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:705e80e6d24dd0064609daadc1d5c20787cc57b2d723c4c37437e3d7564cb25f';
