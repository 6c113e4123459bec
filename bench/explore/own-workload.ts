/** One exploration of ours in a process of its own: `node own-workload.js <model> <bounds> [fold]`. Prints one line of JSON. */
import { searchOf } from '../../explore/explore.ts';
import type { DenseModel, Model } from '../../explore/model.ts';
import { MM_3_2_2 } from '../../explore/models/regions/bounds.ts';
import { denseRegions } from '../../explore/models/regions/dense.ts';
import { regions } from '../../explore/models/regions/general.ts';
import { parseBounds } from '../../explore/models/sharing/bounds.ts';
import { sharing } from '../../explore/models/sharing/model.ts';

const models: Readonly<Record<string, (bounds: string) => Model | DenseModel>> = {
  dense: () => denseRegions(MM_3_2_2),
  general: () => regions(MM_3_2_2),
  sharing: (bounds) => sharing(parseBounds(bounds)),
};

const [model = '', bounds = '', fold] = process.argv.slice(2);
const search = searchOf(models[model]!(bounds), { fold: fold === 'fold' });
search.advance(Infinity);
const { states, transitions, unfolded, complete, violations, memory } = search.result();
const peak = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ states, transitions, unfolded, complete, violations: violations.length, bytes: memory.bytes, peak }));
