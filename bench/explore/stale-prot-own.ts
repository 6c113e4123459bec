/** What is timed as ours: a fresh process, and a shortest counterexample. It loads nothing that it does not need. */
import { MM_3_2_2 } from '../../explore/models/regions/bounds.ts';
import { watchedRegions } from '../../explore/models/regions/stale-prot.ts';
import { Search } from '../../explore/search.ts';

const search = new Search(watchedRegions(MM_3_2_2, true));
search.advance(Infinity);
const { violations, states } = search.result();
for (const { steps } of violations) {
  for (const { name, parameters } of steps) console.log(`${name} ${JSON.stringify(parameters)}`);
  console.log(`${steps.length} steps, ${states} states`);
}
