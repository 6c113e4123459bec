// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:dc712df777d8b4f7251b4d3d128c825c8c181db94e49e61f48202010df941d6b';
