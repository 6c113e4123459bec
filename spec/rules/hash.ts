// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:baf4dc60f3cdf452a77a44ad464b57c29bb8d1584883463c3c733d03cbaef19a';
