/** What a kernel is said to implement in its description: what was seen, or what the user says. */
import type { BodyDescription } from '../../schemas/generated/types.ts';
import type { Effects } from './effects.ts';

/** @param claim a generation that is judged as implemented, whatever was seen */
export function withClaims(body: BodyDescription, effects: Effects | undefined, claim: string | undefined): BodyDescription {
  const tried = [...(effects ?? [])];
  const seen = tried.filter(([, { implemented }]) => implemented).map(([generation]) => generation);
  const generations = [...new Set([...body.generations, ...seen, ...(claim === undefined ? [] : [claim])])];
  const evidence = Object.fromEntries(tried.map(([generation, { evidence: clause }]) => [generation, clause]));
  return { ...body, generations, ...(effects === undefined ? {} : { evidence }) };
}
