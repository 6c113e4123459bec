/** `ptshare/fast-check`: traces for property-based tests. Apart from the main entry, which needs no fast-check. */
export { traces } from './suites/generate.ts';
export type { TracesOptions } from './suites/generate.ts';
