/** What `ptshare run --generated` finds is kept: the first failing trace of a rule, made small, becomes a story. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { connect } from '../adapters/connect.ts';
import type { Stage } from '../adapters/stage.ts';
import { claims } from '../oracle/conclude.ts';
import { createJudge } from '../oracle/judge.ts';
import { plain } from '../reports/plain.ts';
import { sealed } from '../schemas/canonical.ts';
import type { Trace } from '../schemas/generated/types.ts';
import { InputError } from '../schemas/input-error.ts';
import { readJson } from '../schemas/parse.ts';
import { validateTrace } from '../schemas/validate.ts';
import { shrinkGenerated } from '../suites/generate.ts';
import { minimize } from '../suites/minimize.ts';
import { findPackage } from '../suites/root.ts';
import { storyText } from '../suites/story-text.ts';
import type { Io } from './io.ts';
import { stageOptions } from './judge-body.ts';
import type { Judged } from './judge-body.ts';
import type { RunOptions } from './plan-run.ts';
import { writeWhole } from './write-files.ts';

/** Rules for which a trace is kept, at most, and traces performed to make one of them small. */
const KEPT_RULES = 5;
const TRIES = 20_000;
/** Milliseconds between two breaths, in which an interrupt is seen. */
const BREATH = 50;

/** A small trace that breaks a rule. */
export interface Find {
  readonly rule: string;
  /** The generated trace that it was made from. */
  readonly from: string;
  readonly trace: Trace;
}

/** Where finds go when nobody says: in a checkout of ptshare they become part of the suite. */
export function foundFolder({ found }: Pick<RunOptions, 'found'>): string {
  if (typeof found === 'string') return found;
  return resolve(findPackage().root) === process.cwd() ? join('suites', 'found') : 'found';
}

/** Shrinks, in the order of the rules, what a run on a body has found. Ends early at an interrupt. */
export async function* shrinkFinds({ report, firsts }: Judged, options: RunOptions, io: Pick<Io, 'interrupted'>): AsyncGenerator<Find> {
  const { connectedAs: body, description } = report.body;
  const rules = report.violations.map(({ rule }) => rule).filter((rule) => firsts.has(rule));
  if (rules.length === 0) return;
  const stage = await connect(body, stageOptions(options));
  try {
    const { generation, profile } = report;
    const judge = createJudge({ generation, profile, claims: claims({ body: { connectedAs: body, description }, generation }) });
    const broken = async (trace: Trace): Promise<string[]> => {
      const { violations } = judge.judge(await stage.perform(trace));
      return violations.map(({ rule }) => rule);
    };
    for (const rule of rules.slice(0, KEPT_RULES)) {
      const find = await shrink(rule, firsts.get(rule) ?? 0, stage, options.seed, generation, failing(rule, broken, io));
      if (io.interrupted.aborted) return;
      if (find !== undefined) yield find;
    }
  } finally {
    await stage.stop();
  }
}

/** Whether a trace is valid and breaks the rule; no more when enough was tried. */
function failing(rule: string, broken: (trace: Trace) => Promise<string[]>, { interrupted }: Pick<Io, 'interrupted'>) {
  let tries = 0;
  let breath = performance.now();
  return async (trace: Trace): Promise<boolean> => {
    if (performance.now() - breath > BREATH) {
      await new Promise((resolve) => setImmediate(resolve));
      breath = performance.now();
    }
    if (interrupted.aborted || tries >= TRIES || !isValid(trace)) return false;
    tries += 1;
    return (await broken(trace)).includes(rule);
  };
}

function isValid(trace: Trace): boolean {
  try {
    return validateTrace(trace) === trace;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

async function shrink(
  rule: string,
  index: number,
  { name: body }: Stage,
  seed: number,
  generation: string,
  fails: (trace: Trace) => Promise<boolean>,
): Promise<Find | undefined> {
  const shrunk = await shrinkGenerated({ seed, index, generation, id: 'found', body: body.slice(0, 300) }, fails);
  if (shrunk === undefined) return undefined;
  const small = await minimize(shrunk.trace, fails);
  return { rule, from: `generated:${seed}:${index}`, trace: story(small, rule, body) };
}

/** Under an id that tells the same find from another one. */
function story(small: Trace, rule: string, body: string): Trace {
  const title = `${plain(body, 100)} violates ${rule}: ${small.title.toLowerCase()}`.slice(0, 200);
  const { hash = '' } = sealed(small);
  const id = `found-${rule}-${hash.slice('sha256:'.length, 'sha256:'.length + 8)}`;
  const { format, origin, generation, geometry, files, regions, processes, steps } = small;
  const machine = geometry === undefined ? {} : { geometry };
  const places = regions === undefined || Object.keys(regions).length === 0 ? {} : { regions };
  return validateTrace({ format, id, hash, title, rules: [rule], origin, generation, ...machine, files, ...places, processes, steps });
}

/**
 * Writes a find into the folder; gives its path. What is there already stays as it is.
 * @throws InputError cannot-write, also where another trace has taken the name
 */
export function keepFind({ trace }: Find, folder: string): string {
  const path = join(folder, `${trace.id}.json`);
  if (!existsSync(path)) writeWhole(path, storyText(trace));
  else if (validateTrace(readJson(path), path).hash !== trace.hash) {
    throw new InputError('cannot-write', `${path} holds another trace`, {
      file: path,
      hint: 'Move it away, or name another folder with --found.',
    });
  }
  return path;
}
