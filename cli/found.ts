/** What `ptshare run --generated` finds is kept: the first failing trace of a rule, made small, becomes a story. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { connect } from '../adapters/connect.ts';
import type { Stage } from '../adapters/stage.ts';
import { plain } from '../reports/plain.ts';
import type { Trace } from '../schemas/generated/types.ts';
import { InputError } from '../schemas/input-error.ts';
import { readJson } from '../schemas/parse.ts';
import { validateTrace } from '../schemas/validate.ts';
import { storyOf } from '../shrink/index.ts';
import { findPackage } from '../suites/root.ts';
import { storyText } from '../suites/story-text.ts';
import { generatedTrace } from './generated.ts';
import type { Io } from './io.ts';
import { stageOptions } from './judge-body.ts';
import type { Judged } from './judge-body.ts';
import type { RunOptions } from './plan-run.ts';
import { shrinkOn } from './shrink-on.ts';
import { writeWhole } from './write-files.ts';

/** Rules for which a trace is kept, at most. */
const KEPT_RULES = 5;

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
  const rules = report.violations.map(({ rule }) => rule).filter((rule) => firsts.has(rule));
  if (rules.length === 0) return;
  const stage = await connect(report.body.connectedAs, stageOptions(options));
  try {
    for (const rule of rules.slice(0, KEPT_RULES)) {
      const find = await shrink(rule, firsts.get(rule) ?? 0, stage, report, options, io);
      if (io.interrupted.aborted) return;
      if (find !== undefined) yield find;
    }
  } finally {
    await stage.stop();
  }
}

/** Undefined where the trace does not fail any more: a body that does not answer alike twice. */
async function shrink(
  rule: string,
  index: number,
  stage: Stage,
  { generation, profile }: Judged['report'],
  { seed }: RunOptions,
  { interrupted }: Pick<Io, 'interrupted'>,
): Promise<Find | undefined> {
  const name = `generated:${seed}:${index}`;
  const from = (await generatedTrace(name, generation))?.trace;
  if (from === undefined) return undefined;
  try {
    const { trace } = await shrinkOn(stage, from, { profile, rule, interrupted });
    const title = `${plain(stage.name, 100)} violates ${rule}: shrunk from number ${index} of seed ${seed}`;
    return { rule, from: name, trace: storyOf(trace, { prefix: 'found', title, rule, from, body: stage.name }) };
  } catch (error) {
    if (error instanceof InputError && error.code === 'not-failing') return undefined;
    throw error;
  }
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
