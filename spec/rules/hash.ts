// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH =
  'sha256:d26654d914478a63dcf67a49454baf57c4be83fc630e0b5c3cc867b0a81a90cf';
