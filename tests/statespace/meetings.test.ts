import { describe, expect, it } from 'vitest';
import { ownBody } from '../../adapters/connect.ts';
import { MachineBody } from '../../reference/index.ts';
import { Clock } from '../../statespace/clock.ts';
import { Meetings } from '../../statespace/meetings.ts';
import { BodyModel } from '../../statespace/model.ts';
import { worldNamed } from '../../statespace/worlds.ts';
import type { State, Transition } from '../../statespace/transition.ts';

const PATIENCE = 120_000;

async function modelOf(name: string, calls: readonly string[]): Promise<BodyModel> {
  const body = await ownBody(name);
  if (!(body instanceof MachineBody)) throw new Error(`${name} is a body of another kind`);
  const world = { ...worldNamed('overlapping'), alphabet: calls };
  return new BodyModel({ world, body, name, profile: 'default', folded: true, inFlight: 2 });
}

/** The states that some calls, one after another, lead to. */
function statesOf(model: BodyModel, depth: number): State[] {
  let layer: State[] = model.initial().map((words) => ({ machine: words[0]!, history: words[1]! }));
  const found = new Map<string, State>();
  for (let left = depth; left >= 0; left--) {
    for (const state of layer) found.set(`${state.machine} ${state.history}`, state);
    layer = layer.flatMap((state) =>
      model.acts.filter((act) => model.system.isEnabled(state, act)).flatMap((act) => model.system.take(state, act).to ?? []),
    );
  }
  return [...found.values()];
}

function brief({ to, decided, violations, kind }: Transition): unknown {
  return { to, decided, kind, violations: violations.map(({ rule, seen, permitted }) => ({ rule, seen, permitted })) };
}

describe('schedules of two calls', () => {
  it.each([
    ['reference', ['mmap eligible', 'mprotect page none', 'load page', 'munmap slot'], 3],
    ['mutant:fill-trusts-check', ['mmap eligible', 'mprotect page none', 'load page'], 3],
    ['mutant:put-before-clear', ['mmap eligible', 'munmap slot', 'load page'], 3],
    ['mutant:fill-ignores-end', ['mmap eligible', 'ftruncate to nothing', 'load page'], 2],
    ['mutant:count-tested-first', ['mmap eligible', 'munmap slot'], 3],
  ] as const)(
    'of %s are judged together as each is on its own: the same rules decided and violated, and the same state after them',
    async (name, calls, depth) => {
      const model = await modelOf(name, calls);
      const { system, judge } = model;
      const alone = new Meetings({ halves: system.halves, places: system.places, judge, clock: new Clock(), jointly: false });
      const kinds = new Set<number>();
      for (const state of statesOf(model, depth))
        for (const meeting of model.pairs!.of(model.acts.filter((act) => system.isEnabled(state, act)))) {
          if (!system.meetings.canOverlap(state, meeting)) continue;
          const together = system.meetings.meet(state, meeting).overlaps;
          kinds.add(new Set(together.map(({ transition }) => transition)).size);
          expect(together.map(({ transition }) => brief(transition))).toEqual(
            alone.meet(state, meeting).overlaps.map(({ transition }) => brief(transition)),
          );
        }
      // Some of them answer alike, and some do not.
      expect(Math.max(...kinds)).toBeGreaterThan(1);
    },
    PATIENCE,
  );
});
