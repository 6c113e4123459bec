// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH =
  'sha256:e3692c0e49f0acf5b03a8897612d271a49f6f709fd6223b1c53fc0d25e3b84a8';
