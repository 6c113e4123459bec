// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH =
  'sha256:f334e596854017eff181d62c651dbebade7f363ac23c25e29259411c5733acd9';
