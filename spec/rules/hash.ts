// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:114a35fe71c0056508a890ad75ccca9e428dd5a46c5ca7f74d9f8cf258e69c1a';
