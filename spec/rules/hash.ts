// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:ab0a83c36c3d37c9fe314cf22ad0f60d449cfacb0211f86986508d1031c1a5b5';
