/** How V8 is set up for many short traces; docs/decisions/0014-engine-settings.md says what it is worth. */
import { setFlagsFromString } from 'node:v8';

/** Megabytes of one half of the young heap; package.json gives the main thread the same. */
const SEMI_SPACE = 64;

/**
 * Comes before anything is done. The size of the young heap is settled when a thread begins: this one has its own from the
 * command line, and the threads that it starts have it from here.
 */
export function setUpEngine(): void {
  setFlagsFromString(`--max-semi-space-size=${SEMI_SPACE}`);
}
