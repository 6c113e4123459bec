// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:852b1eff121c4e272db7097e319fbd83968bb463e8d1b8188bd35ff8fe8ccc34';
