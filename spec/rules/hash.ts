// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:4a43ac6d7a7daeb9e3f575f17ff5f8bac105084d56ececf05e4db6df12a1e471';
