// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:37e90285091ab7e44ebc0ff58194282c585a1bd66238d87bb7c3d084b3ab5189';
