// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:0f8dc2d1f6157229215d67d2601ed2e1147d0c1a7bc339aa78646c7ad1dcdf1b';
