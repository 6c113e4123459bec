// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:3afa89f87be39ada59622ea1f27f99621776e2f4103e2e62fe0986417108cf03';
