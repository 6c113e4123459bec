// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:54f088d16bc0789b1a7a9eedc58714eb4e3a34aaac72591043e50d1992b3df77';
