// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH =
  'sha256:7219d914f2df5936ada16b03e2d51d2aae0775c49a536c22ef83516575c80ea9';
