// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:289cc2c109eb2385446cfb0cb6ec7db4f2c20b8c6636a2325dd8405113b9d8c4';
