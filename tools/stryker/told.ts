/** Which stories are worth performing on which body, found out once: it takes half a minute. */
import { createJudge } from '../../oracle/judge.ts';
import type { Trace } from '../../schemas/generated/types.ts';
import { RIGHT, WRONG, performances } from './performances.ts';
import type { KnownBody } from './performances.ts';
import { APART, HINTING, UNDECIDED, profileOf } from './profiles.ts';

/** By body: ids of stories that tell it from the reference. */
export type Told = Readonly<Record<string, readonly string[]>>;

/** Stories for one rule that a wrong body breaks: the shortest. */
const OF_ONE_RULE = 4;

export async function toldBy(stories: readonly Trace[]): Promise<Told> {
  const told: Record<string, readonly string[]> = {};
  for (const body of WRONG) told[body.name] = fewOf(await brokenBy(body, profileOf(body.name, body.generation), stories));
  // The strict one refuses what the reference maps unshared, which one profile forbids: there profiles matter.
  const [, strict] = RIGHT;
  const open = strict === undefined ? [] : allOf(await brokenBy(strict, 'hint', stories));
  const of = (...wanted: string[]): string[] => stories.filter(({ generation }) => wanted.includes(generation)).map(({ id }) => id);
  const huge = of('hugetlb-pmd');
  // What is open where regions are objects of their own is settled by the strict profile, too.
  const regions = of('msharefs', 'msharefs-ioctl', 'mshare-protect', 'mshare-call');
  return { ...told, 'strict-reference': [...open, ...regions], [HINTING]: open, [UNDECIDED]: huge, [APART]: huge };
}

/** By rule: the stories that show the body break it, the shortest first. */
async function brokenBy(body: KnownBody, profile: string, stories: readonly Trace[]): Promise<Map<string, string[]>> {
  const byRule = new Map<string, string[]>();
  const judge = createJudge({ generation: body.generation, profile, claims: true });
  const about = stories.filter(({ generation }) => generation === body.generation).toSorted(byLength);
  for (const { story, perform } of performances(body, about)) {
    for (const { rule } of judge.judge(await perform()).violations) byRule.set(rule, [...(byRule.get(rule) ?? []), story.id]);
  }
  return byRule;
}

function fewOf(byRule: ReadonlyMap<string, readonly string[]>): string[] {
  return [...new Set([...byRule.values()].flatMap((ids) => ids.slice(0, OF_ONE_RULE)))];
}

function allOf(byRule: ReadonlyMap<string, readonly string[]>): string[] {
  return [...new Set([...byRule.values()].flat())];
}

function byLength(a: Trace, b: Trace): number {
  return a.steps.length - b.steps.length || (a.id < b.id ? -1 : 1);
}
