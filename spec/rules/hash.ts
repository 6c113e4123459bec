// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:baefb998833ddcb7afa7e1e323617ea40e9d7944ad5cb71a17b49d0dfe189478';
