// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:151491b1fb3c72ee29894b90e8b0ef27f53ff97beb4ca50e9414f2d5b7f9f23c';
