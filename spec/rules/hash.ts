// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:f0808d4c05f3e03e80f8ebee02193a36e7d1b2d8c3e04bebec7e1e5500dcf317';
