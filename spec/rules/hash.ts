// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:04e233a50905ffefbab4e3f7a046cc145b8e82f7932587fa774d6170e1c5807f';
