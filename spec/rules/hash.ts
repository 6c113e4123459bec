// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:a0caf1c154e1479968c4f8bc6a40ad9d57d8af65ca7c8c7041f10c58819d0679';
