// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:b3d53731815a928e495b4075b81dc5e571e61a19002c887af7c177338c55a266';
