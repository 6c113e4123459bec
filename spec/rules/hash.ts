// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:dbb1ff5439ecc19aed79880844c1b44367290f5e716a9fc3940d84a9613e483a';
