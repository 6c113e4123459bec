/** The regions 3-2-2: every state, in the dense mode and in the general one, and by SPIN. */
import { MM_3_2_2 } from '../../explore/models/regions/bounds.ts';
import { runOwn } from './own.ts';
import type { Workload } from './own.ts';
import { regionsPromela } from './regions-promela.ts';
import { best } from './section.ts';
import type { Row, Section } from './section.ts';
import { SPIN_CANDIDATES, compileSpin, runSpin } from './spin.ts';
import { withoutSpin } from './tools.ts';
import type { Tools } from './tools.ts';

const WORKLOAD = 'regions 3-2-2';
const EXPECTED = { states: 1_478_656, transitions: 39_006_848 };
/** SPIN counts the step into its first state. */
const EXPECTED_OF_SPIN = { ...EXPECTED, transitions: EXPECTED.transitions + 1 };
const ROUNDS = 2;

const DENSE: Workload = { workload: WORKLOAD, model: 'dense', expected: EXPECTED };
const GENERAL: Workload = { workload: WORKLOAD, model: 'general', expected: EXPECTED };

export function regionsSection(folder: string, tools: Tools): Section {
  const skipped = withoutSpin(tools, WORKLOAD);
  const promela = regionsPromela(MM_3_2_2);
  const verifiers =
    skipped.length > 0
      ? []
      : Object.entries(SPIN_CANDIDATES).map(([name, options]) => compileSpin(folder, `regions-${name}`, promela, options));
  const [dense, general, spin]: [Row[], Row[], Row[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    dense.push(runOwn(DENSE));
    for (const verifier of verifiers) spin.push(runSpin(WORKLOAD, verifier, EXPECTED_OF_SPIN));
    general.push(runOwn(GENERAL));
  }
  const bars =
    spin.length === 0
      ? []
      : [
          {
            what: 'states per CPU second, dense mode, to the best of SPIN',
            asked: 8,
            measured: best(spin).cpuSeconds / best(dense).cpuSeconds,
          },
          {
            what: 'states per CPU second, general mode, to the best of SPIN',
            asked: 1.5,
            measured: best(spin).cpuSeconds / best(general).cpuSeconds,
          },
        ];
  return { title: `Every state of the ${WORKLOAD}`, rows: [...dense, ...general, ...spin], bars, skipped };
}
