// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:c3e61977cd81f4c8a66f2732281ca3b24c0d3792140df624dc62f93cc8671d20';
