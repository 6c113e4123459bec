// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:fce29437224052edebecab565b9cf811b1d66bdc6e8d86a505b83d4bfd02f73b';
