// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:f1560ef86d93b41ce7f58859b920f844baa87e8be505047f08ca886557354b78';
