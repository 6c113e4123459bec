// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:459defec54f76d50ca07d1988e89aeff602938d2726909af351f489aa0fc92e5';
