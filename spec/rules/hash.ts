// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:6abcd786add8110f2976dfa4c965937056d2e8a02940340446ce3750479ca8eb';
