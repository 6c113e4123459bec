// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:b345ff2904ac63bf4e1e9b02b515c7c1a77467b3956a173e941e343d60679315';
