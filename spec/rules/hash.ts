// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:ac752ee0a4f3faa5b6b122de4f2501a4d139f4bfbf39ebbd21d1058412fd820e';
