// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:4d0fc9144039c95afb06db57012a6919cf3d3f3b4683a5df2c930efd5ceac134';
