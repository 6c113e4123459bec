// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:424e41b06c7c82b40902c7c0e4966946203deff2a4984d9a64fa7efaf8138d0a';
