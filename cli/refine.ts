/** `ptshare refine`: the formal model, a body and the rules, held against each other call by call. */
import { stepLines } from '../reports/step-line.ts';
import type { Refinement } from '../refine/refine.ts';
import type { Sizes } from '../refine/geometry.ts';
import type { Body } from '../schemas/contract.ts';
import { InputError } from '../schemas/input-error.ts';
import { nameHint } from '../schemas/near.ts';
import { EXIT } from './exit.ts';
import type { ExitCode } from './exit.ts';
import type { Io } from './io.ts';
import { body as bodyName, wholeNumber } from './options.ts';
import type { Subcommand } from './subcommand.ts';

const HELP = `
Examples:
  ptshare refine                                the reference, two processes and two CPUs
  ptshare refine --pages 2 --cpus 1 --json      another world, for machines
  ptshare refine --on mutant:link-not-counted   a body that is wrong
  ptshare refine --model fill_first_page        a model that is wrong
  ptshare refine --generation hugetlb-pmd       another generation, with its own model

Exit codes:
  0    all three agree on every call
  1    they disagree; the trace is a shortest one
  2    bad input: an option, a body that shows no tables or does not answer at once
  70   a fault of ptshare itself
  130  interrupted`;

interface Options {
  readonly generation: string;
  readonly on: string;
  readonly model?: string;
  readonly processes: number;
  readonly cpus: number;
  readonly files: number;
  readonly addresses?: number;
  readonly objects?: number;
  readonly slots: number;
  readonly pages: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export const refine: Subcommand = (command, io, done) => {
  command
    .option('--generation <name>', 'the generation whose model it is; one that has none here is refused, with a list', 'map-shared-pt')
    .option('--on <body>', 'reference, strict-reference or mutant:<name>', bodyName, 'reference')
    .option('--model <name>', 'a model broken on purpose (spec/formal/broken), instead of the right one')
    .option('--processes <n>', 'processes', wholeNumber(1), 2)
    .option('--cpus <n>', 'CPUs', wholeNumber(1), 2)
    .option('--files <n>', 'files, each with a region (map-shared-pt)', wholeNumber(1), 1)
    .option('--addresses <n>', 'addresses that a window may begin at (where they are free)', wholeNumber(1))
    .option('--objects <n>', 'objects that regions are filled with (where they are)', wholeNumber(1))
    .option('--slots <n>', 'leaf tables of a region', wholeNumber(1), 1)
    .option('--pages <n>', 'pages of a leaf table', wholeNumber(1), 1)
    .option('--json', 'print the result as JSON')
    .option('--quiet', 'show no progress')
    .addHelpText('after', HELP)
    .action(async (options: Options) => done(await perform(options, io)));
};

async function perform(options: Options, io: Io): Promise<ExitCode> {
  const sizes: Sizes = { ...options, indices: options.pages };
  const { refine: hold } = await import('../refine/refine.ts');
  const body = await bodyOf(options.on);
  io.catchInterrupts();
  const found = await hold({
    generation: options.generation,
    sizes,
    body,
    ...(options.model === undefined ? {} : { broken: options.model }),
    signal: io.interrupted,
    progress: (held, calls) => {
      if (options.quiet !== true && io.errIsTty) io.err(`\r\u001b[K${held} of ${calls} calls`);
    },
  });
  if (options.quiet !== true && io.errIsTty) io.err('\r\u001b[K');
  const { generation, on, processes, cpus, files, addresses, objects, slots, pages } = options;
  const world = { processes, cpus, files, addresses, objects, slots, pages };
  if (options.json === true) io.out(`${JSON.stringify({ body: on, generation, world, ...found })}\n`);
  else io.out(`${lines(options, found).join('\n')}\n`);
  if (io.interrupted.aborted) return io.interrupted.code ?? EXIT.interrupted;
  return found.disagreement === undefined ? EXIT.ok : EXIT.violations;
}

async function bodyOf(name: string): Promise<Body> {
  if (name === 'reference') return (await import('../reference/index.ts')).createReference();
  if (name === 'strict-reference') return (await import('../adapters/strict-reference.ts')).createStrictReference();
  const { allMutants } = await import('../mutants/index.ts');
  const mutant = allMutants.find((candidate) => `mutant:${candidate.name}` === name);
  if (mutant !== undefined) return mutant.create();
  const known = ['reference', 'strict-reference', ...allMutants.map((candidate) => `mutant:${candidate.name}`)];
  throw new InputError('unknown-body', `${name} cannot be held against the model`, { hint: nameHint(name, known) });
}

function lines(options: Options, found: Refinement): string[] {
  const { processes, cpus, files, addresses = 1, slots, pages } = options;
  const count = (n: number): string => n.toLocaleString('en-US');
  return [
    `World     ${processes} processes, ${cpus} CPUs, ${files} files, ${slots} slots a file, ${pages} pages a slot${addresses > 1 ? `, ${addresses} addresses` : ''}`,
    found.model === undefined
      ? `Model     ${options.model ?? ''}, which is broken`
      : `Model     ${options.generation}: ${count(found.model.states)} states, ${count(found.model.transitions)} transitions`,
    `Calls     ${count(found.between.calls)} from ${count(found.between.states)} states between calls`,
    `Held      ${count(found.held)} calls, in ${count(found.runs)} runs of ${count(found.steps)} steps on ${options.on}`,
    ...Object.entries(found.wider).map(([what, times]) => `Open      ${what} (${count(times)} calls)`),
    '',
    ...(found.disagreement === undefined ? [verdict(found)] : dispute(found.disagreement)),
  ];
}

function verdict({ complete }: Refinement): string {
  return complete ? 'The model, the body and the rules agree on every call.' : 'No disagreement so far; not every call was made.';
}

const ALONE = {
  model: 'The body and the rules agree: the MODEL stands alone.',
  body: 'The model and the rules agree: the BODY stands alone.',
  rules: 'The model and the body agree: the RULES stand alone.',
} as const;

function dispute({ outvoted, model, body, rules, violated, differences, trace, calls }: NonNullable<Refinement['disagreement']>): string[] {
  return [
    outvoted === undefined ? 'They disagree, and no two against one: see below.' : ALONE[outvoted],
    '',
    `A shortest trace, of ${calls} ${calls === 1 ? 'call' : 'calls'} (files are opened first):`,
    ...stepLines(trace.steps, 0, false, 100),
    `  model      ${model}`,
    `  body       ${body}`,
    `  permitted  ${rules?.join(' or ') ?? 'anything'}`,
    ...violated.map((rule) => `  violated   ${rule}`),
    ...differences.map((text) => `  differs    ${text}`),
  ];
}
