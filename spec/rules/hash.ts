// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:3ff9b86a7f6217cfba399ead8269b051029ecb32d38dad2af7f7cc4083148a3d';
