// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:9d72437ef11a4ac55c14733d5a2098f0d523f9fd4dc7dbef6beae4363e5cf883';
