// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:8475c744d2e6c8f7870a1f941c264e53d71a5ec4e22a13966a040a1bcf577d53';
