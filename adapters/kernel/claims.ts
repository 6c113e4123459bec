/** What a kernel is said to implement in its description: what was seen, or what the user says. */
import type { BodyDescription } from '../../schemas/generated/types.ts';
import type { Effect } from './by-effect.ts';

const GENERATION = 'map-shared-pt';

/** @param claim a generation that is judged as implemented, whatever was seen */
export function withClaims(body: BodyDescription, effect: Effect | undefined, claim: string | undefined): BodyDescription {
  const seen = effect?.implemented === true ? [GENERATION] : [];
  const generations = [...new Set([...body.generations, ...seen, ...(claim === undefined ? [] : [claim])])];
  return { ...body, generations, ...(effect === undefined ? {} : { evidence: { [GENERATION]: effect.evidence } }) };
}
