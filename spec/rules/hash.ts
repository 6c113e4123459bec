// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:dcf655103ffd7654ab2a0d1b8212efceb5049a046718df85f0379eb25d3698ad';
