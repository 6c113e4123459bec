// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:529278e2c9acb3fefc1a3533d2cfea94ff1c34a53305e19189533bb66aa742b7';
