/** Judging what a body has done elsewhere: transcripts in, a report out. Nothing is performed but the guard's wrong bodies. */
import { isDeepStrictEqual } from 'node:util';
import { openAssessment } from './assessment.ts';
import type { Assessment } from './assessment.ts';
import { listedDeviations } from './oracle/listed.ts';
import { sealed } from './schemas/canonical.ts';
import type { BodyDescription, Report, Trace, Transcript } from './schemas/generated/types.ts';
import { InputError } from './schemas/input-error.ts';
import { validateTranscript } from './schemas/validate.ts';
import { hashOfLines } from './suites/load.ts';

export interface JudgeTranscriptsOptions {
  /** That of the first trace where left out; traces of another one are counted as skipped. */
  readonly generation?: string;
  /** default where left out. */
  readonly profile?: string;
  /** What a file of listed deviations holds (schemas/deviations.schema.json). */
  readonly deviations?: unknown;
  /** Their name in errors. */
  readonly deviationsFile?: string;
  /** The command that judges the transcript of a trace once more. */
  readonly again?: (trace: Trace) => string;
}

/** A transcript to be, and what to call it in errors. */
export interface NamedTranscript {
  readonly value: unknown;
  readonly name: string;
}

/**
 * Judges transcripts that were recorded elsewhere, one at a time, and gives the report; its body is connected as `transcripts:<name>`.
 * Who recorded them is believed: that the body did answer so cannot be seen here.
 * @param values what schemas/transcript.schema.json describes, of one body, each trace once
 * @throws InputError for what is no transcript, for another body than that of the first, for a trace that comes twice, and where
 * there is none
 */
export async function judge(values: Iterable<unknown> | AsyncIterable<unknown>, options: JudgeTranscriptsOptions = {}): Promise<Report> {
  return judgeNamed(numbered(values), options);
}

async function* numbered(values: Iterable<unknown> | AsyncIterable<unknown>): AsyncGenerator<NamedTranscript> {
  let number = 0;
  for await (const value of values) yield { value, name: `transcript ${++number}` };
}

/** As `judge`, with names of the caller's own. */
export async function judgeNamed(given: AsyncIterable<NamedTranscript>, options: JudgeTranscriptsOptions): Promise<Report> {
  let opened: Opened | undefined;
  for await (const { value, name } of given) {
    const transcript = validateTranscript(value, name);
    opened ??= open(transcript, name, options);
    hear(opened, transcript, name);
  }
  if (opened !== undefined) return opened.assessment.report();
  throw new InputError('no-transcript', 'there is no transcript to judge', { hint: 'Give at least one.' });
}

interface Opened {
  readonly assessment: Assessment;
  /** What the first transcript says of the body. */
  readonly body: BodyDescription;
  readonly first: string;
  /** Hashes by the ids of the traces. */
  readonly hashes: Map<string, string>;
}

function open({ trace, body }: Transcript, first: string, options: JudgeTranscriptsOptions): Opened {
  const { generation = trace.generation, profile = 'default', deviations, deviationsFile } = options;
  const hashes = new Map<string, string>();
  const assessment = openAssessment({
    generation,
    profile,
    deviations: deviations === undefined ? undefined : listedDeviations(deviations, deviationsFile),
    body: { connectedAs: `transcripts:${body.name}`, description: body },
    suiteHash: () => hashOfLines(Array.from(hashes, ([id, hash]) => `${id} ${hash}`)),
    again: options.again ?? (() => 'ptshare judge <the file of the transcript>'),
  });
  return { assessment, body, first, hashes };
}

function hear({ assessment, body, first, hashes }: Opened, transcript: Transcript, name: string): void {
  if (!isDeepStrictEqual(transcript.body, body)) {
    const hint = 'Judge the transcripts of each body, and of each version of it, on their own.';
    throw new InputError('bodies-differ', `${name} is of another body than ${first}`, { file: name, pointer: '/body', hint });
  }
  const trace = sealed(transcript.trace);
  if (hashes.has(trace.id)) {
    const hint = 'Each trace counts once; leave one of the transcripts out.';
    throw new InputError('repeated-id', `the trace ${trace.id} comes twice`, { file: name, pointer: '/trace/id', hint });
  }
  hashes.set(trace.id, trace.hash ?? '');
  if (assessment.takes(trace)) assessment.tally.add(assessment.judge.judge({ ...transcript, trace }));
}
