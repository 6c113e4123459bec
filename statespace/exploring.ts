/** Explores all of a small world, on a body of this process. */
import { drive } from '../explore/explore.ts';
import type { Progress } from '../explore/options.ts';
import type { Saved } from '../explore/saved.ts';
import { Search } from '../explore/search.ts';
import type { Exploration } from '../explore/exploration.ts';
import { BodyModel } from './model.ts';
import type { Found, ModelOptions } from './model.ts';

export interface ExploringOptions extends ModelOptions {
  /** Bytes for states, at most. */
  readonly memory: number;
  /** A search to go on with. */
  readonly saved?: Saved | undefined;
  /** Explore on after a violation, for the first one of each rule. What follows a violation itself is never explored. */
  readonly goOn?: boolean;
  /** Called about ten times a second. */
  readonly progress?: (now: Progress, search: Search) => void;
  /** Looked at about ten times a second. */
  readonly signal?: { readonly aborted: boolean };
  /** Told every transition, in breadth-first order. */
  readonly visit?: (from: number, action: number, to: number, model: BodyModel) => void;
}

export interface Explored {
  readonly model: BodyModel;
  readonly search: Search;
  readonly result: Exploration;
  /** The first of each rule, in the order in which they were met. */
  readonly found: readonly Found[];
}

/** @throws InputError for a world that cannot be, and for what was saved of another one */
export async function exploreBody(options: ExploringOptions): Promise<Explored> {
  const model = new BodyModel(options);
  const { found } = model;
  const visit = (from: number, action: number, to: number): string | undefined => {
    const transition = model.last.get(action)!;
    if (model.pairs?.at(action) === undefined) model.coverage.add(from, to, model.act(action).letter.partition, transition);
    else model.coverage.addOverlap(from, transition);
    options.visit?.(from, action, to, model);
    for (const verdict of transition.violations) if (!found.has(verdict.rule)) found.set(verdict.rule, { verdict, from, action });
    return transition.violations[0]?.rule;
  };
  const search = new Search(model, { memory: options.memory, goOn: options.goOn ?? false, visit }, options.saved);
  const halt = { aborted: false };
  const signal = {
    get aborted(): boolean {
      return halt.aborted || options.signal?.aborted === true;
    },
  };
  await drive(search, {
    signal,
    progress: (now) => {
      // The engine counts the states; the words behind their numbers are counted here.
      halt.aborted = now.bytes + model.bytes > options.memory;
      options.progress?.({ ...now, bytes: now.bytes + model.bytes }, search);
    },
  });
  const result = halt.aborted ? outOfMemory(search.result(), options.memory) : search.result();
  return { model, search, result, found: [...found.values()] };
}

function outOfMemory(result: Exploration, limit: number): Exploration {
  const message = `states and what is in them would take more than ${Math.round(limit / 2 ** 20)} MiB`;
  return { ...result, complete: false, partial: { code: 'memory-exceeded', message, hint: 'Give more by --memory, or a smaller world.' } };
}
