/** Generated traces: fast-check draws the numbers, the author turns them into calls. */
import fc from 'fast-check';
import { hashOf } from '../schemas/canonical.ts';
import type { GeneratedOrigin, Trace } from '../schemas/generated/types.ts';
import { Author } from './author.ts';
import { number } from './draw.ts';
import { MshareAuthor } from './mshare-author.ts';
import { RegionAuthor } from './region-author.ts';
import { dialects } from './region-dialects.ts';

export const GENERATOR = 'state-aware';
/** Traces that fast-check draws with one seed of its own; a chunk is the unit of repetition. */
const CHUNK = 256;
/** Calls of one trace; as many numbers are drawn for it. */
const LENGTH = 20;

export interface GenerateOptions {
  readonly seed: number;
  readonly count: number;
  readonly generation: string;
  /** Only every `count`-th trace, beginning with the `index`-th (from 0). */
  readonly shard?: { readonly index: number; readonly count: number };
  /** Calls of one trace, at most; 20 where left out. Traces of another length say so in the name of their generator. */
  readonly length?: number;
}

const numbers = (length: number) => fc.tuple(number, fc.array(number, { minLength: length, maxLength: length }));

function authorFor(generation: string, first: number): Author | RegionAuthor {
  if (Object.hasOwn(dialects, generation)) return new RegionAuthor(first, generation);
  return generation === 'mshare-call' ? new MshareAuthor(first, generation) : new Author(first, generation);
}

/** The calls that the numbers make. A number of 0 stands for no call. */
function authorOf([first, rest]: [number, number[]], generation: string): Author | RegionAuthor {
  const author = authorFor(generation, first);
  for (const n of rest) {
    if (author.length >= rest.length) break;
    if (n > 0) author.act(n);
  }
  return author;
}

function write(drawn: [number, number[]], id: string, origin: GeneratedOrigin, generation: string): Trace {
  return authorOf(drawn, generation).trace(id, `Generated with seed ${origin.seed}, number ${origin.index}`, origin, generation);
}

export interface TracesOptions {
  /** map-shared-pt where left out. */
  readonly generation?: string;
  /** Calls of one trace; 20 where left out. One more comes where the last needs a descriptor. */
  readonly length?: number;
}

const ORIGIN = { kind: 'imported', from: 'fast-check' } as const;

/**
 * Valid traces, as `ptshare run --generated` makes them, as an arbitrary: calls that can be executed, since the generator keeps track of
 * who lives and what is mapped. fast-check repeats them by its seed, and shrinks to fewer and simpler calls. The id says what the
 * trace performs, so that the same trace has the same id.
 */
export function traces({ generation = 'map-shared-pt', length = LENGTH }: TracesOptions = {}): fc.Arbitrary<Trace> {
  return numbers(length).map((drawn) => {
    const trace = authorOf(drawn, generation).trace('drawn', 'Drawn by fast-check', ORIGIN, generation);
    const hash = hashOf(trace);
    return { ...trace, id: `drawn-${hash.slice('sha256:'.length, 'sha256:'.length + 12)}`, hash };
  });
}

function seedOf(seed: number, chunk: number): number {
  return (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(chunk + 1, 0xc2b2ae35)) | 0;
}

function nameOf(seed: number, index: number): string {
  return `generated-${seed < 0 ? 'n' : ''}${Math.abs(seed)}-${index}`;
}

/** Traces without end in sight of memory: chunk by chunk. The same seed gives the same traces on every machine. */
export function* generateTraces(options: GenerateOptions): Generator<Trace> {
  const { seed, count, generation, shard, length = LENGTH } = options;
  const generator = length === LENGTH ? GENERATOR : `${GENERATOR}/${length}`;
  const [first, stride] = [shard?.index ?? 0, shard?.count ?? 1];
  for (let from = first - (first % CHUNK); from < count; from += CHUNK) {
    if (first + Math.ceil((from - first) / stride) * stride >= from + CHUNK) continue; // none of them is wanted
    const drawn = fc.sample(numbers(length), { seed: seedOf(seed, from / CHUNK), numRuns: Math.min(CHUNK, count - from) });
    for (let i = 0; i < drawn.length; i++) {
      const index = from + i;
      if (index % stride !== first) continue;
      yield write(drawn[i]!, nameOf(seed, index), { kind: 'generated', generator, seed, index }, generation);
    }
  }
}
