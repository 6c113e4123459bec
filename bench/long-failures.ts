/** Long traces that fail: for each mutant one of a hundred steps, as a random walk would meet it. */
import type { Judgement } from '../oracle/judgement.ts';
import { createJudge } from '../oracle/judge.ts';
import type { Judge } from '../oracle/judge.ts';
import { perform } from '../replay/perform.ts';
import type { Body } from '../schemas/contract.ts';
import type { Step, Trace } from '../schemas/generated/types.ts';
import { generateTraces } from '../suites/generate.ts';

export const GENERATION = 'map-shared-pt';
export const LENGTH = 100;
const WALKS = 300;

export interface LongFailure {
  readonly trace: Trace;
  /**
   * generated: a random walk. padded: a story among the steps of a walk, where no walk meets the vice. story: as it stands, where the
   * vice takes calls in flight or an allocation that fails, on a small machine on which nobody walks.
   */
  readonly kind: 'generated' | 'padded' | 'story';
}

export const judge: Judge = createJudge({ generation: GENERATION, profile: 'default', claims: true });

export async function judged(trace: Trace, body: Body): Promise<Judgement> {
  return judge.judge(await perform(trace, body, { trust: true }));
}

/** @param seed of the walks; the same one makes the same traces */
export function createWalks(seed = 1): readonly Trace[] {
  return [...generateTraces({ seed, count: WALKS, generation: GENERATION, length: LENGTH })];
}

/** The first walk on which the body fails, else the first story among the steps of a walk. */
export async function longFailure(body: Body, walks: readonly Trace[], stories: readonly Trace[]): Promise<LongFailure | undefined> {
  for (const trace of walks) if (await fails(trace, body)) return { trace, kind: 'generated' };
  const walk = walks.find(({ geometry }) => geometry === undefined);
  for (const story of stories) {
    if (walk === undefined || story.geometry !== undefined || !(await fails(story, body))) continue;
    const trace = padded(story, walk);
    if (await fails(trace, body)) return { trace, kind: 'padded' };
  }
  for (const trace of stories) if (disturbed(trace) && (await fails(trace, body))) return { trace, kind: 'story' };
  return undefined;
}

/** Calls overlap in it, or an allocation fails. */
export function disturbed({ steps }: Trace): boolean {
  return steps.some((step) => step.begins !== undefined || ('fail' in step && step.fail !== undefined));
}

async function fails(trace: Trace, body: Body): Promise<boolean> {
  return (await judged(trace, body)).violations.length > 0;
}

/** The steps of a story, spread among those of a walk, whose names are changed so that they do not meet. */
function padded(story: Trace, walk: Trace): Trace {
  const away = (name: string): string => `w-${name}`;
  const noise = walk.steps.slice(0, Math.max(0, LENGTH - story.steps.length)).map((step) => renamed(step, away));
  // Calls in flight stay together.
  const stride = story.steps.some((step) => step.begins !== undefined) ? 0 : Math.floor(noise.length / story.steps.length);
  const ahead = noise.length - stride * story.steps.length;
  const steps = story.steps.flatMap((step, i) => [...noise.slice(ahead + i * stride, ahead + (i + 1) * stride), step]);
  return {
    ...walk,
    id: `${story.id}-padded`,
    title: `${story.title.slice(0, 100)} Among the steps of a walk`,
    files: { ...story.files, ...keys(walk.files, away) },
    regions: { ...story.regions, ...keys(walk.regions ?? {}, away) },
    processes: [...story.processes, ...walk.processes.map(away)],
    steps: [...noise.slice(0, ahead), ...steps],
  };
}

function keys<T>(record: Readonly<Record<string, T>>, name: (old: string) => string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [name(key), value]));
}

function renamed(step: Step, name: (old: string) => string): Step {
  const made: Record<string, unknown> = { ...step };
  for (const key of ['process', 'child', 'file', 'addr', 'newAddr']) {
    const value = made[key];
    if (typeof value === 'string' && !value.startsWith('0x')) made[key] = name(value);
  }
  return made as unknown as Step;
}
