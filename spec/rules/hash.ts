// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH =
  'sha256:b2d15050f17dc9180ac9c73a22014325cf5793343b06a4fd2f4b2c8c2fcd3c37';
