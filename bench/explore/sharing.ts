/** The sharing model 3x1x3x2: every state, folded and not, and by SPIN. */
import { parseBounds } from '../../explore/models/sharing/bounds.ts';
import { runOwn } from './own.ts';
import type { Workload } from './own.ts';
import { best } from './section.ts';
import type { Bar, Row, Section } from './section.ts';
import { sharingPromela } from './sharing-promela.ts';
import { SPIN_CANDIDATES, compileSpin, runSpin } from './spin.ts';
import { withoutSpin } from './tools.ts';
import type { Tools } from './tools.ts';

const BOUNDS = '3x1x3x2';
const WORKLOAD = `sharing ${BOUNDS}`;
const FLAT = { states: 2_399_231, transitions: 129_522_693 };
const FOLDED = { states: 529_827, transitions: 28_786_201 };

const flatWorkload: Workload = { workload: WORKLOAD, model: 'sharing', bounds: BOUNDS, expected: FLAT };
const foldedWorkload: Workload = { ...flatWorkload, fold: true, expected: FOLDED, unfolded: FLAT.states };

/** SPIN stores the state before the first process is there too, and counts the steps into it and from it. */
export function asSpinCounts({ states, transitions }: typeof FLAT): typeof FLAT {
  return { states: states + 1, transitions: transitions + 2 };
}

function barsOf(flat: readonly Row[], folded: readonly Row[], spin: readonly Row[]): Bar[] {
  const bytes = Math.max(...[...flat, ...folded].map(({ bytesPerState }) => bytesPerState ?? Infinity));
  const memory: Bar = { what: '50 bytes a state to what ours takes, links and table included', asked: 1, measured: 50 / bytes };
  if (spin.length === 0) return [memory];
  const time = best(spin).cpuSeconds;
  return [
    { what: 'states per CPU second, not folded, to the best of SPIN', asked: 1.3, measured: time / best(flat).cpuSeconds },
    { what: 'CPU time of the best of SPIN to ours, folded', asked: 6, measured: time / best(folded).cpuSeconds },
    memory,
  ];
}

export function sharingSection(folder: string, tools: Tools): Section {
  const skipped = withoutSpin(tools, WORKLOAD);
  const promela = sharingPromela(parseBounds(BOUNDS));
  const candidates = skipped.length > 0 ? [] : Object.entries(SPIN_CANDIDATES);
  const [flat, folded, spin]: [Row[], Row[], Row[]] = [[], [], []];
  const own = (): void => {
    flat.push(runOwn(flatWorkload));
    folded.push(runOwn(foldedWorkload));
  };
  own();
  for (const [name, options] of candidates) {
    spin.push(runSpin(WORKLOAD, compileSpin(folder, `sharing-${name}`, promela, options), asSpinCounts(FLAT)));
    own();
  }
  return {
    title: `Every state of ${WORKLOAD} (processes, files, blocks, pages)`,
    rows: [...flat, ...folded, ...spin],
    bars: barsOf(flat, folded, spin),
    skipped,
  };
}
