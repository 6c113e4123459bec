/** `ptshare check`: are these traces valid, and do they say what their authors mean? */
import { basename } from 'node:path';
import { plain } from '../reports/plain.ts';
import { InputError, isTaken } from '../schemas/input-error.ts';
import { TRACE_BYTES, parseJson, readBounded } from '../schemas/parse.ts';
import { repeatedNames } from '../schemas/repeated-names.ts';
import { allRules } from '../spec/index.ts';
import { readLines } from '../suites/corpus.ts';
import { readFile } from '../suites/load.ts';
import { resolveTargets } from '../suites/targets.ts';
import type { TraceFile } from '../suites/targets.ts';
import { EXIT, exitHelp } from './exit.ts';
import type { ExitCode } from './exit.ts';
import { createExpectationCheck } from './expectations.ts';
import type { ExpectationCheck } from './expectations.ts';
import type { Io } from './io.ts';
import { lint } from './lint.ts';
import type { Finding } from './lint.ts';
import { sealText } from './seal.ts';
import type { Subcommand } from './subcommand.ts';
import { writeWhole } from './write-files.ts';

const EXAMPLES = `
Examples:
  ptshare check                        every shipped story
  ptshare check my-traces/             every trace in a folder
  ptshare check --seal my-trace.json   write the right hash into the file, then check it`;

interface CheckOptions {
  readonly seal?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly strict?: boolean;
}

/** A finding with its place. */
interface Placed extends Finding {
  readonly file: string;
  readonly trace: string;
  readonly hint?: string;
}

export const check: Subcommand = (command, io, done) => {
  command
    .argument('[paths...]', 'trace files, NDJSON files, folders, themes or stories; all shipped stories where none is named')
    .option('--seal', 'write the hash of its content into each story')
    .option('--strict', 'notes fail as errors do')
    .option('--json', 'print the findings as JSON')
    .option('--quiet', 'print nothing when all is well')
    .addHelpText('after', EXAMPLES + exitHelp('an option, a path, or a trace with an error (with --strict: or a note)'))
    .action(async (paths: string[], options: CheckOptions) => done(await perform(paths, options, io)));
};

async function perform(paths: readonly string[], options: CheckOptions, io: Io): Promise<ExitCode> {
  const files = resolveTargets(paths);
  const expectations = await createExpectationCheck();
  const findings: Placed[] = [];
  let traces = 0;
  const ids = new Map<string, string>();
  try {
    for (const file of files) {
      if (options.seal === true && file.kind === 'story') sealFile(file, findings);
      traces += await checkFile(file, expectations, ids, findings);
    }
  } finally {
    await expectations.stop();
  }
  print(findings, traces, options, io);
  const failing = options.strict === true ? findings.length : findings.filter((finding) => finding.weight === 'error').length;
  return failing > 0 ? EXIT.input : EXIT.ok;
}

function sealFile(file: TraceFile, findings: Placed[]): void {
  refusals(file, findings, () => {
    const text = Buffer.from(readBounded(file.path, TRACE_BYTES)).toString('utf8');
    const sealed = sealText(text, file.path);
    if (sealed !== text) writeWhole(file.path, sealed);
  });
}

/** Bad input is a finding, so that one bad file does not hide the others. */
function refusals(file: TraceFile, findings: Placed[], act: () => void): void {
  try {
    act();
  } catch (error) {
    findings.push(refusal(file, error));
  }
}

function refusal(file: TraceFile, error: unknown): Placed {
  if (!(error instanceof InputError)) throw error;
  const { code, message, pointer, hint } = error;
  return { code, weight: 'error', pointer, message, hint, file: error.file === '' ? file.path : error.file, trace: '' };
}

async function checkFile(file: TraceFile, expectations: ExpectationCheck, ids: Map<string, string>, findings: Placed[]): Promise<number> {
  const fileId = file.kind === 'story' ? basename(file.path, '.json') : undefined;
  let traces = 0;
  try {
    findings.push(...(await repetitions(file)));
    for await (const { trace, name } of readFile(file)) {
      traces += 1;
      const own = [...lint(trace, fileId, FAMILIES), ...repeated(trace.id, name, ids), ...(await expectations.check(trace))];
      findings.push(...own.map((finding) => ({ ...finding, file: file.path, trace: trace.id })));
    }
  } catch (error) {
    findings.push(refusal(file, error));
  }
  return traces;
}

/** Names given twice in one object, of which a reader takes the last. What is no JSON is found by those who read it. */
async function repetitions(file: TraceFile): Promise<Placed[]> {
  const found: Placed[] = [];
  for await (const { at, text } of textsOf(file)) {
    for (const pointer of isJson(text) ? repeatedNames(text) : []) {
      const message = 'the name stands twice in the object, and the last one would count';
      found.push({ code: 'repeated-name', weight: 'error', pointer, message, file: at, trace: '' });
    }
  }
  return found;
}

async function* textsOf({ kind, path }: TraceFile): AsyncGenerator<{ at: string; text: string }> {
  const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
  if (kind === 'story') yield { at: path, text: textOf(readBounded(path, TRACE_BYTES)) };
  else for await (const { at, bytes } of readLines(path, path)) yield { at, text: textOf(bytes) };
}

function isJson(text: string): boolean {
  return isTaken(() => parseJson(text));
}

const FAMILIES: ReadonlyMap<string, string> = new Map(allRules.map((rule) => [rule.id, rule.family]));

function repeated(id: string, name: string, ids: Map<string, string>): Finding[] {
  const other = ids.get(id);
  ids.set(id, name);
  return other === undefined ? [] : [{ code: 'repeated-id', weight: 'error', pointer: '/id', message: `${other} has the same id` }];
}

function print(findings: readonly Placed[], traces: number, { json, quiet, strict }: CheckOptions, io: Io): void {
  if (json === true) {
    io.out(`${JSON.stringify({ traces, findings })}\n`);
    return;
  }
  const errors = findings.filter((finding) => finding.weight === 'error').length;
  const well = strict === true ? findings.length === 0 : errors === 0;
  if (quiet === true && well) return;
  for (const finding of findings) io.out(`${lineOf(finding)}\n`);
  io.out(`${traces} valid traces, ${errors} errors, ${findings.length - errors} notes\n`);
}

function lineOf({ file, pointer, weight, message, code, hint }: Placed): string {
  const more = hint === undefined || hint === '' ? '' : ` (${hint})`;
  return plain(`${file}${pointer === '' ? '' : `#${pointer}`}: ${weight}: ${message}${more} [${code}]`, 2000);
}
