// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:6b7a0cac03321ed36dcaafa511cdce8edfba043eb0e82cae5758d1d604a05a77';
