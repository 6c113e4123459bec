/** What the same scenario costs in each generation, and without any. */
import { costOf } from '../costs/scenario.ts';
import type { ScenarioCost } from '../costs/scenario.ts';
import type { Manner, Seat } from '../costs/manner.ts';
import { ways } from '../costs/way.ts';
import type { Way } from '../costs/way.ts';
import type { Call } from '../schemas/contract.ts';
import type { Prot } from '../schemas/generated/types.ts';
import { generations } from '../spec/index.ts';
import { BUF, hex } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import type { Operation } from './operation.ts';

/** As many pages as the first object of every lowering has. */
export const PAGES = 8;
/** How many share, in two scenarios: what grows with them shows. */
export const SHARERS = [2, 8] as const;

export interface WayCosts {
  readonly id: string;
  readonly title: string;
  /** By the number of sharers. */
  readonly costs: Readonly<Record<number, ScenarioCost>>;
}

/** The generations of these lowerings, and the two baselines. */
export function costsOf(lowerings: readonly Lowering[]): WayCosts[] {
  const lowered = lowerings.map((lowering) => ways.find(({ id }) => id === lowering.generation) ?? wayOf(lowering));
  const baselines = ways.filter(({ id, generation }) => id !== generation);
  return [...lowered, ...baselines].map((way) => ({
    id: way.id,
    title: way.title,
    costs: Object.fromEntries(SHARERS.map((sharers) => [sharers, costOf({ sharers, pages: PAGES }, way)])),
  }));
}

function wayOf(lowering: Lowering): Way {
  const { generation: id, geometry } = lowering;
  const title = generations.find((one) => one.id === id)?.title ?? id;
  return { id, title, generation: id, geometry, manner: () => mannerOf(lowering), joining: 'join', protection: 'all' };
}

function mannerOf(lowering: Lowering): Manner {
  const { geometry, files } = lowering;
  const lower = lowering.begin();
  const calls = (operation: Operation, { cpu }: Seat): readonly Call[] => {
    const lowered = lower(operation);
    if ('lacking' in lowered) throw new Error(`${operation.do} is lacking: ${lowered.lacking}`);
    return lowered.map((step) => ({ ...step, cpu }) as Call);
  };
  return {
    files,
    create: (seat) => calls({ do: 'create', by: seat.process }, seat),
    join: (seat) => calls({ do: 'join', by: seat.process }, seat),
    protect: (seat, prot) => calls({ do: 'protect', by: seat.process, allow: allowed(prot), pages: PAGES }, seat),
    leave: (seat) => calls({ do: 'leave', by: seat.process }, seat),
    address: (page) => hex(BUF + BigInt(page) * BigInt(geometry.pageSize)),
  };
}

function allowed(prot: Prot): 'nothing' | 'loads' | 'stores' {
  if (prot.length === 0) return 'nothing';
  return prot.includes('PROT_WRITE') ? 'stores' : 'loads';
}
