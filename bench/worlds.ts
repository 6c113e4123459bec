/** The formal models of all generations in worlds that take too long for `npm test`: states, transitions, and the CPU time that they took. */
import { explore } from '../explore/explore.ts';
import { compileModel } from '../explore/quint/compile.ts';
import { readIr } from '../explore/quint/ir.ts';
import { quintModel } from '../explore/quint/model.ts';
import { formalModel } from '../spec/formal/generated/model.ts';

const ONE = { PROCESSES: 2, CPUS: 1, FILES: 1, REGIONS: 1, OBJECTS: 1, BASES: 1, SLOTS: 1, INDICES: 1 };
type Sizes = Readonly<Record<string, number>>;

const LARGER: readonly (readonly [generation: string, sizes: Sizes])[] = [
  ['map_shared_pt', { ...ONE, CPUS: 2, INDICES: 2 }],
  ['hugetlb_pmd', { ...ONE, CPUS: 2, INDICES: 2 }],
  ['fork_domain', { ...ONE, CPUS: 2 }],
  ['msharefs_ioctl', { ...ONE, OBJECTS: 2 }],
  ['msharefs_ioctl', { ...ONE, CPUS: 2, BASES: 2 }],
  ['mshare_protect', { ...ONE, CPUS: 2, BASES: 2 }],
  ['msharefs', { ...ONE, CPUS: 2, BASES: 2, INDICES: 2 }],
  ['mshare_call', { ...ONE, CPUS: 2, BASES: 2 }],
];

/** @throws Error when a model breaks an invariant there */
export async function worlds(): Promise<void> {
  const ir = readIr(formalModel);
  for (const [module, sizes] of LARGER) {
    const start = process.cpuUsage();
    const model = quintModel(compileModel(ir, { module, sizes }), { name: module });
    const { states, transitions, violations } = await explore(model, { goOn: true });
    if (violations.length > 0) throw new Error(`${module}: ${violations.map(({ property }) => property).join(', ')}`);
    const { user, system } = process.cpuUsage(start);
    const world = Object.entries(sizes).flatMap(([name, size]) => (size > 1 ? [`${name} ${size}`] : []));
    console.log(
      `${module.padEnd(16)}${world.join(', ').padEnd(40)}${states} states, ${transitions} transitions, ${((user + system) / 1e6).toFixed(1)} s`,
    );
  }
}
