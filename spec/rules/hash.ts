// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:d360f600cc43d6e033f3300d7bd12c593d6948a9d3de3acccc087bb720ed0dd7';
