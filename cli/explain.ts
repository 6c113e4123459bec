/** `ptshare explain`: a rule, where it comes from, what shows it and what breaks it. */
import { drawTables } from '../reports/draw-tables.ts';
import { plain } from '../reports/plain.ts';
import { outcomeText, stepLines } from '../reports/step-line.ts';
import { wrap } from '../reports/wrap.ts';
import { DEFAULT_GEOMETRY } from '../schemas/contract.ts';
import { readJson } from '../schemas/parse.ts';
import { validateTrace } from '../schemas/validate.ts';
import { generations } from '../spec/index.ts';
import type { Example, Rule } from '../spec/index.ts';
import { everyStory } from '../suites/targets.ts';
import { EXIT, exitHelp } from './exit.ts';
import type { Io } from './io.ts';
import { ruleNamed } from './rule-named.ts';
import type { Subcommand } from './subcommand.ts';

const EXAMPLES = `
Examples:
  ptshare explain one-table-per-slot
  ptshare explain align-start --json`;

const WIDTH = 100;

export const explain: Subcommand = (command, io, done) => {
  command
    .argument('<rule>', 'the id of a rule; `ptshare list rules` shows them')
    .option('--json', 'print it as JSON')
    .addHelpText('after', EXAMPLES + exitHelp('an option, or no such rule'))
    .action(async (id: string, options: { readonly json?: boolean }) => {
      await tell(ruleNamed(id), io, options.json === true);
      done(EXIT.ok);
    });
};

async function tell(rule: Rule, io: Io, asJson: boolean): Promise<void> {
  const stories = storiesOn(rule.id);
  const { allMutants } = await import('../mutants/index.ts');
  const breakers = allMutants.filter((mutant) => mutant.rules.some((id) => id === rule.id)).map((mutant) => `mutant:${mutant.name}`);
  const scope = generations.filter((traits) => rule.scope(traits)).map((traits) => traits.id);
  if (asJson) {
    const { id, family, sentence, source, needs, questions = [], holds, breaks } = rule;
    io.out(`${JSON.stringify({ id, family, sentence, source, needs, scope, questions, stories, mutants: breakers, holds, breaks })}\n`);
    return;
  }
  const lines = [
    rule.id,
    ...wrap(rule.sentence, WIDTH, '  '),
    '',
    ...row('family', rule.family),
    ...row('source', rule.source),
    ...row('decided on', rule.needs),
    ...row('holds for', scope.join(', ')),
    ...row('questions', (rule.questions ?? []).join(', ')),
    ...row('stories', stories.join(', ')),
    ...row('broken by', breakers.join(', ')),
    ...example('It holds here', rule, rule.holds),
    ...example('It is violated here, at the last step', rule, rule.breaks),
  ];
  io.out(`${lines.join('\n')}\n`);
}

function row(name: string, value: string): string[] {
  return wrap(value === '' ? '-' : plain(value, 5000), WIDTH, `  ${name.padEnd(12)}`);
}

function example(heading: string, rule: Rule, { title, transcript }: Example): string[] {
  const { steps } = transcript.trace;
  const lines = steps.flatMap((step, i) => {
    const outcome = transcript.entries[i]?.outcome;
    return [
      ...stepLines([step], i, false, WIDTH).filter((line) => !line.includes('left out')),
      ...(outcome === undefined ? [] : [`         = ${outcomeText(outcome)}`]),
    ];
  });
  return ['', `${heading}: ${title}`, ...lines, ...(rule.needs === 'outcome' ? [] : lastShown(transcript))];
}

/** What the body shows at the end: where a rule looks at that, the steps of both examples may be the same. */
function lastShown({ trace, entries }: Example['transcript']): string[] {
  const snapshot = entries.findLast((entry) => entry.snapshot !== undefined)?.snapshot;
  return snapshot === undefined ? [] : drawTables(snapshot, trace.geometry ?? DEFAULT_GEOMETRY).map((line) => `     | ${line}`);
}

/** Shipped stories that name the rule. */
function storiesOn(rule: string): string[] {
  return everyStory().flatMap(({ path }) => {
    const trace = validateTrace(readJson(path), path);
    return trace.rules.includes(rule) ? [trace.id] : [];
  });
}
