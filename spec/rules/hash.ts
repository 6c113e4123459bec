// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:ad4aa08b689d4bc9da7ae94dad37fe393c597a95786881cb77bd7b5bd4dce455';
