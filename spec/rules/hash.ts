// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:0859d37b01f24efc5f230c1f1d69b6f52e8bcd56b691db28d37d65337cd6cffd';
