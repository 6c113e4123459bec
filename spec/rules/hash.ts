// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH =
  'sha256:8141d997051cbb944332a03e2ff9d66fdc616c2397afd67e4dd8ba6630bcba86';
