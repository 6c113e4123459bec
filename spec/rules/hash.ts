// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:9a67b393fed0bcfbfcfc373a239231c3a5073fbf7d33ebf4e6befe9d6d68b9b4';
