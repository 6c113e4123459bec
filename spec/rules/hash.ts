// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:f2839cae06a952ed276ed81c12b49096ae0cee1e484f3c2a6524dc4403cd69a9';
