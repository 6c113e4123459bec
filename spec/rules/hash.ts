// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:ea99f2181ba64058467ba634a08a4e22ba33c875283b4ace4b6b0f33ded07a29';
