// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:70d95bd8a83333a405c7bb56bc3c4852a8e27862d8aad05a6e59b6e4e10369f5';
