import { type CallSpec, NO_ERRORS } from './call-spec.ts';
import { bareView } from './view.ts';

/** A call of which nothing is said: whatever it answers is permitted, and the world stays as it is. */
export const unjudged: CallSpec = { view: bareView, errors: () => NO_ERRORS, advance: () => undefined };
