import type { Lowering } from '../../decide/lowering.ts';
import { PEOPLE } from '../../decide/play.ts';
import type { Step, Trace } from '../../schemas/generated/types.ts';

/** The story as a trace that any body can be judged by. */
export function traceOf(lowering: Lowering, id: string, title: string, steps: readonly Step[]): Trace {
  const { generation, geometry, files } = lowering;
  const born = new Set(steps.flatMap((step) => (step.call === 'fork' ? [step.child] : [])));
  const acting = new Set(steps.flatMap((step) => ('process' in step && step.process !== undefined ? [step.process] : [])));
  return {
    format: 1,
    id,
    title,
    rules: [],
    origin: { kind: 'written', source: 'ptshare decide' },
    generation,
    geometry,
    files: { ...files },
    processes: PEOPLE.filter((who) => acting.has(who) && !born.has(who)),
    steps: [...steps],
  };
}
