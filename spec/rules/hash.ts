// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:27f3fd004a5607bb19eb133469331f5b99994d28d9b0eaa54a487e2bc00f39e3';
