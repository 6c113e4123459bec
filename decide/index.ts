/** Requirements of the feature, held against the generations of the interface. */
export { decide } from './decision.ts';
export type { Decision } from './decision.ts';
export { lowerings } from './lowerings/index.ts';
export { markdownOf } from './markdown.ts';
