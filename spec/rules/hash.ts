// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:57fdc5818fc3d7fbb115a9c66a75121d6d9ed3b20059803fb5d47bd9856e061a';
