/** `npm run bench -- shrink`: a failure of a hundred steps of each mutant, shrunk; what comes of it and what it costs. */
import { mutants } from '../mutants/index.ts';
import type { Mutant } from '../mutants/index.ts';
import type { Trace } from '../schemas/generated/types.ts';
import { failuresOf, shrink } from '../shrink/index.ts';
import type { Shrunk } from '../shrink/index.ts';
import { loadSuite } from '../suites/load.ts';
import { createWalks, judged, longFailure } from './long-failures.ts';
import type { LongFailure } from './long-failures.ts';

interface Row {
  readonly mutant: string;
  readonly failure: LongFailure;
  readonly shrunk: Shrunk;
  readonly milliseconds: number;
}

async function measure(mutant: Mutant, walks: readonly Trace[], stories: readonly Trace[]): Promise<Row> {
  const { name } = mutant;
  const body = mutant.create();
  const failure = await longFailure(body, walks, stories);
  if (failure === undefined) throw new Error(`${name}: no long trace fails`);
  const observe = async (trace: Trace) => failuresOf(await judged(trace, body));
  const began = process.cpuUsage();
  const shrunk = await shrink(failure.trace, { observe, profile: 'default' });
  const { user, system } = process.cpuUsage(began);
  return { mutant: name, failure, shrunk, milliseconds: (user + system) / 1000 };
}

function lineOf({ mutant, failure, shrunk, milliseconds }: Row): string {
  const { trace, signature, standing, counts, proof } = shrunk;
  const cells = [
    mutant.padEnd(26),
    failure.kind.padEnd(11),
    String(failure.trace.steps.length).padStart(4),
    String(trace.steps.length).padStart(4),
    String(proof?.complete === true ? trace.steps.length : '?').padStart(7),
    String(counts.performed).padStart(10),
    `${milliseconds.toFixed(0)} ms`.padStart(8),
    ` ${standing.padEnd(17)}${signature.rule ?? ''} at ${signature.role}`,
  ];
  return cells.join('');
}

export async function shrinking(): Promise<void> {
  const stories: Trace[] = [];
  for await (const { trace } of (await loadSuite([])).traces()) stories.push(trace);
  const walks = createWalks();
  const rows: Row[] = [];
  console.log('mutant                    failure     from  to proven  performed     CPU  standing         rule and call');
  for (const mutant of mutants) {
    const row = await measure(mutant, walks, stories);
    rows.push(row);
    console.log(lineOf(row));
  }
  const slowest = Math.max(...rows.map(({ milliseconds }) => milliseconds));
  const proven = rows.filter(({ shrunk }) => shrunk.standing === 'proven-shortest').length;
  console.log(`${proven} of ${rows.length} proven shortest; the slowest took ${slowest.toFixed(0)} ms of CPU time`);
}
