// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:4fc8060fe4f4c2665f1ab401ce1cf43ab811ff23f40af45f903a0346c7a8cd0a';
