// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:c36c13e1983dce1f76c4d2e3edb6a685c037abca3cfabf46c485eac50e924a8e';
