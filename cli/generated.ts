/** Generated traces under names that find them again: `generated:<seed>:<index>`. */
import { InputError } from '../schemas/input-error.ts';
import type { GenerateOptions } from '../suites/generate.ts';
import type { NamedTrace } from '../suites/load.ts';

/** The generator is imported only where it is needed. */
export async function* generatedTraces(request: GenerateOptions): AsyncGenerator<NamedTrace> {
  const { generateTraces } = await import('../suites/generate.ts');
  for (const trace of generateTraces(request)) {
    const name = trace.origin.kind === 'generated' ? `generated:${trace.origin.seed}:${trace.origin.index}` : trace.id;
    yield { trace, name };
  }
}

/** The trace of a name, or undefined where the name is of another kind. @throws InputError for a name that has no trace */
export async function generatedTrace(name: string, generation: string): Promise<NamedTrace | undefined> {
  const match = /^generated:(\d+):(\d+)$/u.exec(name);
  if (match === null) return undefined;
  const [seed, index] = [Number(match[1]), Number(match[2])];
  if (Number.isSafeInteger(seed) && Number.isSafeInteger(index + 1)) {
    const shard = { index, count: index + 1 };
    for await (const named of generatedTraces({ seed, count: index + 1, generation, shard })) return named;
  }
  const hint = `The form is generated:<seed>:<index>, the index from 0, both below ${Number.MAX_SAFE_INTEGER}.`;
  throw new InputError('no-such-trace', `there is no trace ${name}`, { file: name, hint });
}
