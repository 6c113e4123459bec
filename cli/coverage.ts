/** Which rows of the tables of answers are reached: error by call by generation. */
import { createReference } from '../reference/index.ts';
import { perform } from '../replay/perform.ts';
import type { Trace, Transcript } from '../schemas/generated/types.ts';
import { answers } from '../suites/answers/index.ts';
import type { AnswerRow } from '../suites/answers/index.ts';
import { loadSuite } from '../suites/load.ts';

export interface CoveredRow extends AnswerRow {
  /** The index of the first step that answers so; undefined where none does. */
  readonly step: number | undefined;
}

export interface GenerationCoverage {
  readonly generation: string;
  readonly rows: readonly CoveredRow[];
  readonly reached: number;
  readonly of: number;
}

/** The generations that have tables. */
export const tabled = Object.keys(answers);

/** Performs the story that each row names on the reference. */
export async function coverageOf(generation: string): Promise<GenerationCoverage> {
  const rows: CoveredRow[] = [];
  const transcripts = new Map<string, Promise<Transcript>>();
  for (const one of answers[generation] ?? []) {
    if ('never' in one.reached) {
      rows.push({ ...one, step: undefined });
      continue;
    }
    const { story } = one.reached;
    const known = transcripts.get(story) ?? performStory(story);
    transcripts.set(story, known);
    rows.push({ ...one, step: stepThatAnswers(await known, one) });
  }
  return { generation, rows, reached: rows.filter(({ step }) => step !== undefined).length, of: rows.length };
}

async function performStory(id: string): Promise<Transcript> {
  const traces: Trace[] = [];
  for await (const { trace } of (await loadSuite([id])).traces()) traces.push(trace);
  return perform(traces[0]!, createReference(), { trust: true });
}

function stepThatAnswers({ trace, entries }: Transcript, { call, request, answer }: AnswerRow): number | undefined {
  const at = trace.steps.findIndex((step, i) => {
    if (step.call !== call || (step.call === 'ioctl' && request !== undefined && step.request !== request)) return false;
    const outcome = entries[i]?.outcome;
    return outcome?.result === 'refused' ? outcome.errno === answer : outcome?.result === answer;
  });
  return at < 0 ? undefined : at;
}

/** Coverage of these generations, or of all that have tables. */
export async function coverage(generations: readonly string[] = tabled): Promise<GenerationCoverage[]> {
  const found: GenerationCoverage[] = [];
  for (const generation of generations) found.push(await coverageOf(generation));
  return found;
}

/** For people: the counts by call and answer, then every row that is not reached, with the reason. */
export function coverageText(list: readonly GenerationCoverage[]): string {
  return `${list.map(textOf).join('\n\n')}\n`;
}

function textOf({ generation, rows, reached, of }: GenerationCoverage): string {
  const cells = new Map<string, { reached: number; of: number }>();
  for (const { call, request, answer, step } of rows) {
    const key = `${(request === undefined ? call : `${call} ${request}`).padEnd(32)} ${answer}`;
    const cell = cells.get(key) ?? { reached: 0, of: 0 };
    cells.set(key, { reached: cell.reached + Number(step !== undefined), of: cell.of + 1 });
  }
  const table = [...cells]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, cell]) => `  ${key.padEnd(44)} ${cell.reached} of ${cell.of}`);
  const missing = rows.filter(({ step }) => step === undefined).map((one) => `  ${one.call} ${one.answer}, ${one.when}: ${reasonOf(one)}`);
  const rest = missing.length === 0 ? [] : ['  Not reached:', ...missing.map((line) => `  ${line}`)];
  return [`${generation}: ${reached} of ${of} rows reached`, ...table, ...rest].join('\n');
}

function reasonOf({ reached }: CoveredRow): string {
  return 'never' in reached ? reached.never : `the story ${reached.story} does not answer so on the reference`;
}
