// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:c8d68b7181efc46325d7d7c37a223d07d53a45cd38f6f29d8f83b5fc6cafb15a';
