// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH =
  'sha256:25d16559c7a8778b963aa77e9ce323ec23d15b989957a7e45e017df7cc7fa889';
