/**
 * The judge: follows a transcript with the specification, and says at each step which rules held and which are violated.
 * Where the sources permit several readings it follows all of them, and drops those that what was seen rules out.
 * It knows nothing of what the rules are about.
 */
import type { Transcript } from '../schemas/generated/types.ts';
import { InputError } from '../schemas/input-error.ts';
import { Positions, type Rule, begin, generations, profiles, rulesInForce } from '../spec/index.ts';
import type { Judgement } from './judgement.ts';
import { docketOf } from './docket.ts';
import { Hearing } from './hearing.ts';

export interface JudgeOptions {
  readonly generation: string;
  readonly profile: string;
  /** The body says that it implements the generation. */
  readonly claims: boolean;
  /** Other rules than those in force, to try them out. */
  readonly rules?: readonly Rule[];
}

export interface Judge {
  readonly rules: readonly Rule[];
  judge(transcript: Transcript): Judgement;
}

/** Throws InputError for an unknown generation or profile. */
export function createJudge(options: JudgeOptions): Judge {
  const traits = generations.find((g) => g.id === options.generation);
  const profile = profiles.find((p) => p.id === options.profile);
  if (!traits)
    throw unknown(
      'generation',
      options.generation,
      generations.map((g) => g.id),
    );
  if (!profile)
    throw unknown(
      'profile',
      options.profile,
      profiles.map((p) => p.id),
    );
  const bench = { docket: docketOf(options.rules ?? rulesInForce(traits)), positions: new Positions() };
  return {
    rules: bench.docket.rules,
    judge: (transcript) => {
      const world = begin(transcript.trace, traits, profile.choices, options.claims);
      return new Hearing(bench, transcript, world).run();
    },
  };
}

function unknown(what: string, name: string, known: readonly string[]): InputError {
  return new InputError(`unknown-${what}`, `there is no ${what} ${name}`, { hint: `known: ${known.join(', ')}` });
}
