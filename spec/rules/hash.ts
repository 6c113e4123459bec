// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:77b3fc0e476511d2c1ac115f1841d0b5bbba256f4b5ba1ca47c0d6e0b3f7e8b2';
