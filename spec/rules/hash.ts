// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:49306e37f8c6d543a464eedbaa448097d766c3016d9f72ea27b56335e6e786ee';
