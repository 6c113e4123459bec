// Generated from the sources of the specification by `npm run generate`. Do not edit.
export const RULES_HASH = 'sha256:0aa6ddd467e18a8e9549637b07bbd5b8b340579fdf5d8c241e94e6bacd0620d9';
