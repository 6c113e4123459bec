// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:fead8644be6f435b71608d593a5c7344620899c9bf4290bcdef83ee5952450e8';
