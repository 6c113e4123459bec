// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:ff9bb528e3ab306a42059134573eb74380352d2e8674065fbd5018d2523a368d';
