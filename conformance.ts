/** Conformance cut into parts, one for each theme of the stories: what a runner of tests registers. */
import { connectGiven } from './adapters/given-body.ts';
import type { GivenBody } from './adapters/given-body.ts';
import type { Stage } from './adapters/stage.ts';
import { againWith, assess, hashOfTraces } from './conform.ts';
import { listedDeviations, readDeviations } from './oracle/listed.ts';
import type { ListedDeviations } from './oracle/deviations.ts';
import { merge } from './oracle/merge.ts';
import { render } from './reports/index.ts';
import type { Report, Trace } from './schemas/generated/types.ts';
import { InputError } from './schemas/input-error.ts';
import { nameHint } from './schemas/near.ts';
import { loadSuite } from './suites/load.ts';
import { themes as shippedThemes } from './suites/targets.ts';

export interface ConformanceOptions {
  /** map-shared-pt where left out. */
  readonly generation?: string;
  /** default where left out. */
  readonly profile?: string;
  /** Themes of the stories, as `ptshare list suites` names them; all where left out. */
  readonly themes?: readonly string[];
  /** So many generated traces are one more part; none where left out. */
  readonly generated?: number;
  /** Of the generated traces; 1 where left out. */
  readonly seed?: number;
  /** A file of listed deviations, or what it holds. */
  readonly deviations?: unknown;
  /** For one answer that comes later, in milliseconds; 1000 where left out. */
  readonly stepMilliseconds?: number;
}

/** What a test says: nothing, that there was nothing to see, or what is wrong. */
export type Verdict = { readonly result: 'passed' } | { readonly result: 'skipped' | 'failed'; readonly text: string };

const PASSED: Verdict = { result: 'passed' };

export interface Conformance {
  /** The verdict of a part. */
  judge(part: string): Promise<Verdict>;
  /** What only all parts together can tell: was anything judged, and are the listed deviations up to date. */
  whole(): Verdict;
  end(): Promise<void>;
}

const GENERATED = 'generated';

/** Names of the parts, known before anything is loaded. @throws InputError for a theme that there is not */
export function partsOf({ themes, generated = 0 }: ConformanceOptions): readonly string[] {
  const known = shippedThemes();
  for (const theme of themes ?? []) {
    if (!known.includes(theme)) throw new InputError('unknown-theme', `there is no theme ${theme}`, { hint: nameHint(theme, known) });
  }
  if (Number.isSafeInteger(generated) && generated >= 0) return [...new Set(themes ?? known), ...(generated > 0 ? [GENERATED] : [])];
  throw new InputError('bad-option', `${generated} traces cannot be generated`, { hint: 'Give a whole number.' });
}

/** Connects the body and loads the traces. @throws InputError for what cannot be taken */
export async function openConformance(body: GivenBody, options: ConformanceOptions = {}): Promise<Conformance> {
  const deviations = deviationsOf(options.deviations);
  const traces = new Map<string, readonly Trace[]>();
  for (const part of partsOf(options)) traces.set(part, await tracesOf(part, options));
  const stage = await connectGiven(body, options);
  return conformanceOf(stage, traces, { deviations, again: againWith(body), options });
}

interface Terms {
  readonly deviations: ListedDeviations | undefined;
  readonly again: (trace: Trace) => string;
  readonly options: ConformanceOptions;
}

/** Each part is a shard of one run, so that the reports merge into that of the whole. */
function conformanceOf(stage: Stage, traces: ReadonlyMap<string, readonly Trace[]>, { deviations, again, options }: Terms): Conformance {
  const { generation = 'map-shared-pt', profile = 'default', generated = 0, seed = 1 } = options;
  const parts = [...traces.keys()];
  const suiteHash = hashOfTraces([...traces.values()].flat());
  const reports = new Map<string, Report>();
  return {
    async judge(part) {
      const shard = { count: parts.length, indexes: [parts.indexOf(part) + 1] };
      const terms = { generation, profile, deviations, again, shard, seed: generated > 0 ? seed : null, suiteHash: () => suiteHash };
      const report = await assess(traces.get(part) ?? [], stage, terms);
      reports.set(part, report);
      return verdictOf(report);
    },
    whole() {
      if (reports.size < parts.length) return { result: 'skipped', text: `only ${reports.size} of ${parts.length} parts were judged` };
      const report = merge([...reports.values()], { names: parts });
      const failing = ['nothing-judged', 'outdated-deviations'].includes(report.conclusion);
      return failing ? { result: 'failed', text: render('text', report) } : PASSED;
    },
    end: () => stage.stop(),
  };
}

function verdictOf(report: Report): Verdict {
  switch (report.conclusion) {
    case 'violations':
    case 'broken':
    case 'guard-failed':
      return { result: 'failed', text: render('text', report) };
    case 'nothing-judged':
    case 'not-implemented': {
      const [first] = report.skipped;
      return { result: 'skipped', text: first === undefined ? report.sentence : `${report.sentence} ${first.reason}` };
    }
    // Whether the list is up to date, only the whole can tell.
    case 'outdated-deviations':
    case 'listed-deviations':
    case 'conforming':
      return PASSED;
  }
}

function deviationsOf(given: unknown): ListedDeviations | undefined {
  if (given === undefined) return undefined;
  return typeof given === 'string' ? readDeviations(given) : listedDeviations(given, 'deviations');
}

async function tracesOf(part: string, { generation = 'map-shared-pt', generated = 0, seed = 1 }: ConformanceOptions): Promise<Trace[]> {
  const traces: Trace[] = [];
  if (part === GENERATED) {
    const { generateTraces } = await import('./suites/generate.ts');
    const { sealed } = await import('./schemas/canonical.ts');
    for (const trace of generateTraces({ seed, count: generated, generation })) traces.push(sealed(trace));
  } else for await (const { trace } of (await loadSuite([part])).traces()) traces.push(trace);
  return traces;
}
