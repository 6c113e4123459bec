/** The other reading of q-window-mapped: what is mapped into a part of a window stands in the region from then on. */
import { manualWith } from '../../mutants/manual.ts';
import { contentsStages } from '../../reference/contents-plan.ts';
import type { ContentsPlan } from '../../reference/contents-plan.ts';
import { Gather, Machine, MachineBody, Vma, createReference } from '../../reference/index.ts';
import type { FlightCall, MmapPlan, Plan, Process, Stage } from '../../reference/index.ts';
import { offsetOf, pageOf } from '../../schemas/address.ts';
import type { CallOf } from '../../schemas/contract.ts';
import type { Outcome } from '../../schemas/generated/types.ts';

type Usual = (machine: Machine, process: Process, call: FlightCall) => Plan | Outcome;

/** Which plans are of that kind. */
const into = new WeakSet<Plan>();

/** The window that the mapping is to lie in, and where; undefined where there is none, or it is covered. */
function windowAround(
  { layout }: Machine,
  { mm }: Process,
  call: CallOf<'mmap'>,
): { window: Vma; start: number; pages: number } | undefined {
  if (!call.flags.includes('MAP_FIXED') || call.flags.includes('MAP_FIXED_NOREPLACE') || call.addr === undefined) return undefined;
  if (offsetOf(call.addr, layout.shift) !== 0) return undefined;
  const start = pageOf(call.addr, layout.shift);
  const pages = pageOf(call.length, layout.shift) + Math.sign(offsetOf(call.length, layout.shift));
  const window = mm.vmas.find(start);
  if (window?.region === undefined || start + pages > window.end || (start === window.start && start + pages === window.end))
    return undefined;
  return { window, start, pages };
}

/** What such a call would make anywhere else, put into the region. */
function decode(usual: Usual): Usual {
  return (machine, process, call) => {
    const place = call.call === 'mmap' ? windowAround(machine, process, call) : undefined;
    if (place === undefined || call.call !== 'mmap') return usual(machine, process, call);
    const { addr, ...anywhere } = call;
    const made = usual(machine, process, { ...anywhere, flags: call.flags.filter((flag) => flag !== 'MAP_FIXED') });
    if ('result' in made) return made;
    const { prot, shared, mayWrite, file, offset } = (made as MmapPlan).vma;
    const start = place.start + place.window.delta;
    const vma = new Vma(start, start + place.pages, prot, shared, mayWrite, file, offset);
    const gather = new Gather(process.mm.id, call.cpu ?? 0);
    const plan: ContentsPlan = { outcome: { result: 'done', addr: addr! }, gather, region: place.window.region!, start, end: vma.end, vma };
    into.add(plan);
    return plan;
  };
}

function only(stages: readonly Stage<Plan>[], wanted: (plan: Plan) => boolean): Stage<Plan>[] {
  return stages.map((stage) => ({ ...stage, run: (machine, plan) => (wanted(plan) ? stage.run(machine, plan) : undefined) }));
}

export function mapsInto(): MachineBody {
  const manual = manualWith({
    calls: ['mmap'],
    decode,
    stages: (usual) => [...only(usual, (plan) => !into.has(plan)), ...only(contentsStages, (plan) => into.has(plan))],
  });
  return new MachineBody({ ...createReference().description, name: 'maps-into' }, new Machine(), manual);
}
