import type { Model } from '../../model.ts';
import { actionsOf } from './actions.ts';
import { nameOf } from './bounds.ts';
import type { Bounds } from './bounds.ts';
import { foldingOf } from './folding.ts';
import { invariantsOf } from './invariants.ts';
import { aliveBit, layoutOf } from './layout.ts';
import { successorsOf } from './successors.ts';

/**
 * The sharing model of these bounds, general, foldable by its processes.
 * @throws InputError where a field of words does not suffice
 */
export function sharing(bounds: Bounds): Model {
  const layout = layoutOf(bounds);
  const actions = actionsOf(bounds);
  const first = new Int32Array(layout.width);
  first[0] = aliveBit(layout, 0);
  return {
    name: nameOf(bounds),
    width: layout.width,
    fanOut: actions.length,
    initial: () => [first],
    successors: successorsOf(layout),
    action: (number) => actions[number]!,
    invariants: invariantsOf(layout),
    folding: foldingOf(layout),
  };
}
