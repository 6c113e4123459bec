// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:a3196877f8c6588f304c2c5732d3b165710eaa4ea427dff5bdb9ba2746ff7a77';
