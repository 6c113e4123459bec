// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:6b97e4a254c81be82869bca3211206ab2a5e45aee15452e7a5cb07e35988a858';
