// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:4d1c05aa7cf22b9158759329ea2fb155aacd198487a225d80e5d42012c826c80';
