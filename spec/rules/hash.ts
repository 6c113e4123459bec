// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:49d94784a87181b759fe7bb569e2c0551031bd4145d3a1bf2bff7a40d5923b61';
