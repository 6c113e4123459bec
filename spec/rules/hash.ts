// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:aecbf1a2f749ea52f5716be739858bab6fc8a8f290efb7d4dd0bfdbea7222e0e';
