/** Who watches the watchman: wrong bodies and wrong specifications, and whether the stories tell them. */
export { detect, isCaught } from './detect.ts';
export type { Detection } from './detect.ts';
export { catchesOf } from './matrix.ts';
export type { BodyRow } from './matrix.ts';
export { scoreOf } from './score.ts';
export { systematic } from './systematic.ts';
