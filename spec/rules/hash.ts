// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:eefb5a199b39dfd3ca5fc8f04fb3356d8caf93e93274f345bb112888f9d59fa5';
