// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:d86bfe30bbece390e72c4d0fc56c672fb48ced1ce2fa58d4b9723a702c5a8652';
