/** Generated traces: fast-check draws the numbers (and shrinks them), the author turns them into calls. */
import fc from 'fast-check';
import type { Trace } from '../schemas/generated/types.ts';
import { Author } from './author.ts';

export const GENERATOR = 'state-aware';
/** Traces that fast-check draws with one seed of its own; a chunk is the unit of repetition. */
const CHUNK = 256;
/** Calls of one trace, at most; and numbers drawn for it, of which 0 stands for no call (that is how calls are shrunk away). */
const LENGTH = 20;
const NUMBERS = 20;

export interface GenerateOptions {
  readonly seed: number;
  readonly count: number;
  readonly generation: string;
  /** Only every `count`-th trace, beginning with the `index`-th (from 0). */
  readonly shard?: { readonly index: number; readonly count: number };
}

const number = fc.noBias(fc.nat({ max: 2 ** 31 - 1 }));
const numbers = fc.tuple(number, fc.array(number, { minLength: NUMBERS, maxLength: NUMBERS }));

/** The trace that the numbers make. */
function write([first, rest]: [number, number[]], id: string, title: string, origin: Trace['origin'], generation: string): Trace {
  const author = new Author(first);
  for (const n of rest) {
    if (author.length >= LENGTH) break;
    if (n > 0) author.act(n);
  }
  return author.trace(id, title, origin, generation);
}

function seedOf(seed: number, chunk: number): number {
  return (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(chunk + 1, 0xc2b2ae35)) | 0;
}

function nameOf(seed: number, index: number): string {
  return `generated-${seed < 0 ? 'n' : ''}${Math.abs(seed)}-${index}`;
}

/** Traces without end in sight of memory: chunk by chunk. The same seed gives the same traces on every machine. */
export function* generateTraces(options: GenerateOptions): Generator<Trace> {
  const { seed, count, generation, shard } = options;
  const [first, stride] = [shard?.index ?? 0, shard?.count ?? 1];
  for (let from = first - (first % CHUNK); from < count; from += CHUNK) {
    if (first + Math.ceil((from - first) / stride) * stride >= from + CHUNK) continue; // none of them is wanted
    const drawn = fc.sample(numbers, { seed: seedOf(seed, from / CHUNK), numRuns: Math.min(CHUNK, count - from) });
    for (let i = 0; i < drawn.length; i++) {
      const index = from + i;
      if (index % stride !== first) continue;
      const origin = { kind: 'generated', generator: GENERATOR, seed, index } as const;
      yield write(drawn[i]!, nameOf(seed, index), `Generated with seed ${seed}, number ${index}`, origin, generation);
    }
  }
}

export interface Shrunk {
  readonly trace: Trace;
  /** How often fast-check made it smaller. */
  readonly shrinks: number;
}

/**
 * Makes a failing generated trace smaller. `fails` says whether a trace still fails in the same way.
 * Undefined when no trace of the chunk fails any more (a body that does not answer alike twice).
 */
export async function shrinkGenerated(
  from: { readonly seed: number; readonly index: number; readonly generation: string; readonly id: string; readonly body: string },
  fails: (trace: Trace) => Promise<boolean>,
): Promise<Shrunk | undefined> {
  const chunk = Math.floor(from.index / CHUNK);
  const origin = { kind: 'shrunk', from: nameOf(from.seed, from.index), body: from.body, seed: from.seed } as const;
  const title = `Shrunk from number ${from.index} of seed ${from.seed}`;
  const made = (drawn: [number, number[]]): Trace => write(drawn, from.id, title, origin, from.generation);
  const property = fc.asyncProperty(numbers, async (drawn) => !(await fails(made(drawn))));
  // The path makes fast-check begin with the trace itself.
  const result = await fc.check(property, { seed: seedOf(from.seed, chunk), numRuns: CHUNK, path: String(from.index % CHUNK) });
  return result.counterexample ? { trace: made(result.counterexample[0]), shrinks: result.numShrinks } : undefined;
}
