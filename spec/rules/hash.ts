// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH =
  'sha256:33502691c0db6c9dda812f90a086eb2f777d3a1f8fc9969001048a69889a9b07';
