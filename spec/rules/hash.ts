// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:9589b68f430a66c41921a6d888dea99c294bf9fdf70ab3bba6584fb682c5a2f7';
