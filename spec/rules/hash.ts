// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:c02288a020d3e1342d6c807df7fe278fc95c84140eaa06d91f3caf7a4475eb91';
