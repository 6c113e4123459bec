/**
 * The formal model, compiled, beside Quint's own evaluator. Quint has no exhaustive search that works without a network: its simulator
 * takes random steps and checks the same invariants, and each of its steps is counted as one transition.
 */
import { spawnSync } from 'node:child_process';
import { explore } from '../explore/explore.ts';
import { compileModel } from '../explore/quint/compile.ts';
import { readIr } from '../explore/quint/ir.ts';
import { quintModel } from '../explore/quint/model.ts';
import { formalModel } from '../spec/formal/generated/model.ts';
import { findPackage } from '../suites/root.ts';

/** As in spec/formal/small.qnt. */
const SIZES = { PROCESSES: 2, CPUS: 2, FILES: 1, SLOTS: 1, INDICES: 2 };
const COUNTS = { states: 3715, transitions: 160_102 };
const SAMPLES = 300;
const LONGEST = 20;

/** Transitions a second, compiling included. @throws Error when the numbers are not those of the model */
async function compiled(): Promise<number> {
  const start = performance.now();
  const model = quintModel(compileModel(readIr(formalModel), { module: 'map_shared_pt', sizes: SIZES }), { name: 'formal' });
  const { states, transitions, violations } = await explore(model);
  const seconds = (performance.now() - start) / 1000;
  if (states !== COUNTS.states || transitions !== COUNTS.transitions || violations.length > 0) {
    throw new Error(`${states} states and ${transitions} transitions, ${violations.length} violations`);
  }
  return transitions / seconds;
}

/** Steps a second by the simulator's own clock, start-up excluded; or why there are none. */
function simulated(): number | string {
  const { root } = findPackage();
  const quint = `${root}/node_modules/@informalsystems/quint/dist/src/cli.js`;
  const options = [
    '--backend',
    'typescript',
    '--invariant',
    'invariants',
    '--max-samples',
    `${SAMPLES}`,
    '--max-steps',
    `${LONGEST}`,
    '--seed',
    '1',
  ];
  const { stdout } = spawnSync(process.execPath, [quint, 'run', ...options, `${root}/spec/formal/small.qnt`], { encoding: 'utf8' });
  const milliseconds = /\((\d+)ms at/u.exec(stdout ?? '')?.[1];
  const average = /average=([\d.]+)/u.exec(stdout ?? '')?.[1];
  if (milliseconds === undefined || average === undefined) return 'Quint is not installed';
  // A trace of n states has n - 1 steps.
  return (SAMPLES * (Number(average) - 1)) / (Number(milliseconds) / 1000);
}

export async function formal(): Promise<void> {
  const [ours, theirs] = [await compiled(), simulated()];
  console.log(
    `compiled, exhaustive   ${Math.round(ours)} transitions a second (${COUNTS.states} states, ${COUNTS.transitions} transitions)`,
  );
  if (typeof theirs === 'string') {
    console.log(`Quint                  skipped: ${theirs}`);
    return;
  }
  console.log(`Quint, at random       ${Math.round(theirs)} steps a second (${SAMPLES} samples of at most ${LONGEST} steps)`);
  console.log(`compiled : Quint       ${(ours / theirs).toFixed(1)} : 1`);
}
