// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:77893f96e53e6c411a2af43b89987be4768295750ee5c9aba660a110d794a02c';
