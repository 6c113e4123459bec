/** The report of an exploration as text. */
import { boundsText } from '../statespace/small-world.ts';
import { plain } from '../reports/plain.ts';
import { stepLines } from '../reports/step-line.ts';
import type { ExplorationReport, ExploredViolation } from '../schemas/generated/types.ts';

export function explorationText(report: ExplorationReport): string {
  const lines = [...headLines(report), '', ...countLines(report), '', ...coverageLines(report)];
  for (const violation of report.violations) lines.push('', ...violationLines(violation));
  return `${lines.join('\n')}\n`;
}

function row(name: string, text: string): string {
  return `${name.padEnd(16)}${text}`;
}

function number(n: number): string {
  return n.toLocaleString('en-US');
}

function share({ seen, of }: { readonly seen: number; readonly of: number }): string {
  return `${number(seen)} of ${number(of)}`;
}

function headLines({ failures, body, world, generation, profile, folded, conclusion, sentence, stopped }: ExplorationReport): string[] {
  return [
    row('Body', plain(body)),
    row('Against', `generation ${generation}, profile ${profile}`),
    row('World', boundsText(world)),
    row('Alphabet', world.alphabet.join(', ')),
    row('Folded', folded ? 'processes and CPUs are interchangeable' : 'no'),
    ...(failures === true ? [row('Failures', 'each allocation of each call')] : []),
    '',
    conclusion === 'no-violation' ? 'NO VIOLATION' : conclusion === 'violations' ? 'VIOLATIONS' : 'PARTIAL',
    plain(sentence),
    ...(stopped === undefined ? [] : [`It ended early: ${stopped}.`]),
  ];
}

function countLines(report: ExplorationReport): string[] {
  const { states, unfolded, expanded, transitions, inFlight, diameter, run, complete } = report;
  return [
    row('States', `${number(states)}${complete ? '' : ` found, ${number(expanded)} expanded`}`),
    ...(unfolded === undefined ? [] : [row('Unfolded', number(unfolded))]),
    row('Transitions', number(transitions)),
    ...(inFlight === undefined ? [] : inFlightLines(inFlight)),
    row('Diameter', `${diameter} calls`),
    ...(run === undefined
      ? []
      : [
          row(
            'Speed',
            `${number(run.statesPerSecond)} states and ${number(run.transitionsPerSecond)} transitions a second, ${run.seconds} s`,
          ),
          row('Memory', `${run.megabytes} MB of states`),
        ]),
  ];
}

function inFlightLines({ calls, pairs, points, schedules }: NonNullable<ExplorationReport['inFlight']>): string[] {
  return [
    row(
      'In flight',
      `${calls} calls at a time: ${number(pairs)} ${calls > 2 ? 'pairs and triples' : 'pairs'}, ${number(points)} points, ${number(schedules)} of the transitions`,
    ),
  ];
}

function coverageLines({ coverage }: ExplorationReport): string[] {
  const { rules, rulesDecided, ruleStates, partitions, outcomes, neverShown, pairs } = coverage;
  const undecided = rules.filter((rule) => rule.states === 0).map(({ rule }) => rule);
  return [
    row('Rules', `${rulesDecided} of ${rules.length} decided in some state`),
    row('Rules × states', `${share(ruleStates)} pairs decided`),
    row('Partitions', `${partitions.length}, with ${share(outcomes)} permitted outcomes shown`),
    row('Pairs', `${share(pairs)} of transitions that follow one another`),
    ...(neverShown.length === 0 ? [] : ['', 'Permitted in some state, and never shown:']),
    ...neverShown.map(({ partition, outcome }) => `  ${partition}: ${outcome}`),
    ...(undecided.length === 0 ? [] : ['', 'Rules that nothing decides in this world:', ...undecided.map((rule) => `  ${rule}`)]),
  ];
}

function violationLines({ rule, seen, permitted, why, trace }: ExploredViolation): string[] {
  return [
    `${rule} (shortest trace: ${trace.steps.length} steps)`,
    `  ${plain(why, 1000)}`,
    ...stepLines(trace.steps, 0, true).map((line) => `  ${line}`),
    ...(permitted.length === 0 ? [] : [`    permitted  ${permitted.join(' or ')}`]),
    `    seen       ${plain(seen, 1000)}`,
  ];
}
