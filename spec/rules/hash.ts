// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH =
  'sha256:4a0692ea30799b21aa9063adbef9ad32f8eee087e5e823cef28fdc5aabe83d3f';
