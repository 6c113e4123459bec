// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:4b3abf8f6463695af0eb4d0d4ca1fcc8009b0153e902241c3b8b1e9d019d2f88';
