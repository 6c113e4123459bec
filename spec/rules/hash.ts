// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:5eb056d6937a21dcc7aa17106cda96afdcba045000b4bb22d5398cb7e5debb09';
