/** A run of the formal model that Quint has written (`quint run --mbt --out-itf`) as a trace that every body can be told. */
import { Runtime } from '../explore/quint/runtime.ts';
import type { Structure, Value } from '../explore/quint/values.ts';
import type { Trace } from '../schemas/generated/types.ts';
import { validateTrace } from '../schemas/validate.ts';
import { Places } from './geometry.ts';
import type { Sizes } from './geometry.ts';
import { bad, valueOf } from './itf-value.ts';
import { MapSharedPtStory } from './stories/map-shared-pt.ts';
import { traceOf } from './witnesses.ts';

type Loose = Readonly<Record<string, unknown>>;

/** The picks that make up the arguments of each action, in their order. A pick `window` is a process, an address and a file. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  attach: ['process', 'file', 'protection', 'aligned'],
  detach: ['process', 'cpu', 'file'],
  detachPart: ['process', 'file'],
  exit: ['process', 'cpu'],
  fork: ['process', 'child'],
  access: ['process', 'cpu', 'page', 'store'],
  protectPage: ['process', 'cpu', 'page', 'protection'],
  reclaim: ['process', 'cpu', 'page'],
};

/** A fault is a part of the access that it is for: a body takes both at once. */
const INSIDE_FAULTS: ReadonlySet<string> = new Set(['faultFills', 'faultLinks']);

/**
 * @param value the parsed file
 * @param id of the trace
 * @throws InputError, with a pointer, for what is no run of the formal model
 */
export function traceFromItf(value: unknown, id: string): Trace {
  const states = statesOf(value);
  const runtime = new Runtime();
  const places = new Places(sizesOf(valueOf(...variable(states[0]!, 0, '::now'), runtime)));
  const story = new MapSharedPtStory(places);
  const steps = story.opening();
  for (const [index, state] of states.entries()) {
    const action = state['mbt::actionTaken'];
    if (typeof action !== 'string') throw bad('this state does not name its action', `/states/${index}`);
    if (index === 0 || INSIDE_FAULTS.has(action)) continue;
    const args = argumentsOf(state, index, action, runtime);
    const [last, pointer] = variable(state, index, '::last');
    const outcome = outcomeTag(valueOf(last, pointer, runtime), pointer, runtime);
    steps.push(...story.stepsOf({ action, args }, { tag: outcome, value: false }));
  }
  const trace = traceOf({ id, title: 'A run of the formal model.', generation: 'map-shared-pt' }, places, story, steps);
  return validateTrace({ ...trace, origin: { kind: 'imported', from: 'itf' } });
}

function statesOf(value: unknown): readonly Loose[] {
  const states = typeof value === 'object' && value !== null ? (value as Loose)['states'] : undefined;
  if (!Array.isArray(states) || states.length === 0) throw bad('a run has states', '/states');
  const wrong = states.findIndex((state) => typeof state !== 'object' || state === null);
  if (wrong >= 0) throw bad('a state is an object', `/states/${wrong}`);
  return states as Loose[];
}

/** A variable of the model, by the end of its name, with its pointer. */
function variable(state: Loose, index: number, ending: string): [unknown, string] {
  const name = Object.keys(state).find((key) => key.endsWith(`map_shared_pt${ending}`));
  if (name === undefined) throw bad(`no variable of this state is map_shared_pt${ending}`, `/states/${index}`);
  return [state[name], `/states/${index}/${name}`];
}

function outcomeTag(last: Value, pointer: string, runtime: Runtime): string {
  const outcome = typeof last === 'object' && last.shape.names.includes('outcome') ? runtime.field(last, 'outcome') : undefined;
  if (typeof outcome === 'object' && outcome.shape.kind === 'variant') return outcome.shape.names[0]!;
  throw bad('the last event has no outcome', pointer);
}

function argumentsOf(state: Loose, index: number, action: string, runtime: Runtime): Value[] {
  const names = ARGUMENTS[action];
  if (names === undefined) throw bad(`the model has no action ${action}`, `/states/${index}/mbt::actionTaken`);
  const pointer = `/states/${index}/mbt::nondetPicks`;
  const picks = valueOf(state['mbt::nondetPicks'], pointer, runtime) as Structure;
  const window = pick(picks, 'window', runtime) as Structure | undefined;
  const ofWindow: Readonly<Record<string, Value | undefined>> = { process: window?.parts[0], file: window?.parts[2] };
  return names.map((name) => {
    const value = ofWindow[name] ?? pick(picks, name, runtime);
    if (value === undefined) throw bad(`${action} was taken without a pick of ${name}`, pointer);
    return value;
  });
}

function pick(picks: Structure, name: string, runtime: Runtime): Value | undefined {
  if (typeof picks !== 'object' || !picks.shape.names.includes(name)) return undefined;
  const picked = runtime.field(picks, name);
  return typeof picked === 'object' && picked.shape.names[0] === 'Some' ? picked.parts[0] : undefined;
}

/** How many there are of each, from the machine of the first state. */
function sizesOf(now: Value): Sizes {
  const keys = (name: string): readonly Value[] => {
    const record = typeof now === 'object' && now.shape.kind === 'record' ? now : undefined;
    const map = record?.parts[record.shape.names.indexOf(name)];
    if (typeof map !== 'object' || map.shape.kind !== 'map') throw bad(`the machine has no map ${name}`, '/states/0');
    return (map.parts[0] as Structure).parts;
  };
  const count = (name: string, part: number): number => new Set(keys(name).map((key) => (key as Structure).parts[part])).size;
  return {
    processes: count('links', 0),
    cpus: count('tlb', 0),
    files: count('tables', 0),
    slots: count('tables', 1),
    indices: count('entries', 2),
  };
}
