// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:2a7717449fcab29d9ed12480d9e54f6816f5efbbde07df7bfe2f634e27af65b7';
