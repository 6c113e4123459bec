// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:cf21b1b1ad0eb02ac7fc58b42f3ea1c32d88f5b69aa2d6319759062b52c6201a';
