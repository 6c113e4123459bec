/** The one trace that a command is about. */
import { InputError } from '../schemas/input-error.ts';
import { loadSuite } from '../suites/load.ts';
import type { NamedTrace } from '../suites/load.ts';
import { generatedTrace } from './generated.ts';

/**
 * A trace by a path, `corpus.ndjson#id`, the id of a shipped story, or `generated:<seed>:<index>`.
 * @throws InputError when it names none, or several
 */
export async function oneTrace(name: string, generation: string): Promise<NamedTrace> {
  const generated = await generatedTrace(name, generation);
  if (generated !== undefined) return generated;
  const suite = await loadSuite([name]);
  const found: NamedTrace[] = [];
  for await (const named of suite.traces()) found.push(named);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const some = found.slice(0, 3).map((named) => named.name);
  const hint = `Name one of them, for example ${some.join(' or ')}.`;
  throw new InputError('several-traces', `${name} holds ${found.length} traces`, { file: name, hint });
}
