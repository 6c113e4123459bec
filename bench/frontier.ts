/**
 * `npm run bench -- frontier [world]`: what splitting the frontier of `ptshare explore` over two threads could save. All states of a world are
 * expanded, then every second one by a body and a judge of its own, as one of two threads would; CPU times, so a busy machine shows the same.
 */
import { MachineBody, createReference } from '../reference/index.ts';
import { exploreBody } from '../statespace/exploring.ts';
import type { Explored, ExploringOptions } from '../statespace/exploring.ts';
import { WordInterner } from '../statespace/interner.ts';
import { BodyModel } from '../statespace/model.ts';
import { stateAt } from '../statespace/paths.ts';
import { DEFAULT_WORLD, worldNamed } from '../statespace/worlds.ts';

const MEMORY = 2 ** 30;

function cpuMilliseconds(since?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return Math.round((user + system) / 1000);
}

function optionsFor(world: string): ExploringOptions {
  const body = createReference();
  if (!(body instanceof MachineBody)) throw new Error('the reference is a body of another kind');
  return { world: worldNamed(world), body, name: 'reference', profile: 'default', folded: true, memory: MEMORY };
}

/** Expands every `of`-th state in a fresh model that knows what the explored one knows. */
function expand({ model, search }: Explored, world: string, of: number): string {
  const own = new BodyModel(optionsFor(world));
  own.interned.restore(model.interned.save());
  const { machines, histories } = own.system;
  const reached: (readonly [machine: number, history: number])[] = [];
  const start = process.cpuUsage();
  for (let id = 0; id < search.store.count; id += of)
    for (const [
      ,
      {
        machines: [, machine],
        to,
      },
    ] of own.transitions(stateAt(search, id)))
      if (to) reached.push([machine, to.history]);
  const expanded = cpuMilliseconds(start);
  const merging = process.cpuUsage();
  const [ofMachines, ofHistories] = [new WordInterner(), new WordInterner()];
  for (const [machine, history] of reached) {
    ofMachines.of(machines.words.at(machine));
    ofHistories.of(histories.words.at(history));
  }
  return `${reached.length} transitions: expanded in ${expanded} ms, their words numbered by another thread in ${cpuMilliseconds(merging)} ms`;
}

export async function frontier(): Promise<void> {
  const world = process.argv[3] ?? DEFAULT_WORLD;
  const start = process.cpuUsage();
  const explored = await exploreBody(optionsFor(world));
  const { states, transitions } = explored.result;
  console.log(`world ${world}: ${states} states, ${transitions} transitions, CPU times`);
  console.log(`(a) the whole exploration          ${cpuMilliseconds(start)} ms`);
  console.log(`(b) all states expanded again      ${expand(explored, world, 1)}`);
  console.log(`(c) every second state expanded    ${expand(explored, world, 2)}`);
}
