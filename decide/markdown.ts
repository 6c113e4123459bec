/** A decision as Markdown: what is met, where it is not, and on what the generations differ. */
import type { Cost } from '../costs/cost.ts';
import type { Decision } from './decision.ts';

const SIGNS = { met: 'met', 'in part': '**in part**', 'not met': '**not met**', 'not expressible': '–' } as const;

export function markdownOf(decision: Decision): string {
  return `${[...head(), ...table(decision), ...shortcomings(decision), ...costs(decision), ...questions(decision)].join('\n')}\n`;
}

function head(): string[] {
  return [
    '# Which generation does what',
    '',
    'Stories in words that no generation has of its own (create a region, join, write, protect, leave) are told in the calls of each, and performed on',
    'the reference. `ptshare decide` writes this page; `ptshare decide --json` has the calls of every story.',
    '',
    '## What the proposals ask for',
    '',
  ];
}

function table({ generations, requirements }: Decision): string[] {
  const ids = generations.map(({ id }) => id);
  return [
    row(['Requirement', 'Asked for by', ...ids.map((id) => `\`${id}\``)]),
    row(['---', '---', ...ids.map(() => '---')]),
    ...requirements.map(({ title, source, verdicts }) => row([title, source, ...ids.map((id) => SIGNS[verdicts[id]!.verdict])])),
    '',
    '– : the generation has no way to say it.',
    '',
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Each requirement that some generation does not meet, with the story that shows where. */
function shortcomings({ generations, requirements }: Decision): string[] {
  const lines = ['## Where they fall short', ''];
  for (const { title, verdicts } of requirements) {
    const found = generations.flatMap(({ id }) => verdicts[id]!.failing.slice(0, 1).map((one) => ({ id, one })));
    if (found.length === 0) continue;
    lines.push(`### ${title}`, '');
    for (const { id, one } of found) {
      const story =
        one.lacking ?? one.story.map(({ operation, effect }) => `${operation}${effect === 'done' ? '' : ` → ${effect}`}`).join('; ');
      lines.push(`- \`${id}\`: ${one.check}, wanted: ${one.wanted}. ${story}.`);
    }
    lines.push('');
  }
  return lines;
}

const COUNTS = [
  ['calls', 'Calls'],
  ['faults', 'Faults'],
  ['leafBytes', 'Bytes of leaf tables'],
  ['tableBytes', 'Bytes of all tables'],
  ['flushes', 'Flushes'],
  ['entriesWritten', 'Entries written'],
  ['messages', 'Messages'],
  ['blockedAccesses', 'Accesses that wait'],
] as const;

/** The same scenario in each generation and in the baselines: with few sharers, and with more. */
function costs({ costs: { pages, sharers, ways } }: Decision): string[] {
  const counts = (one: 'total' | 'protect', which: typeof COUNTS): string[] => [
    row(['', ...which.map(([, title]) => title)]),
    row(['---', ...which.map(() => '---:')]),
    ...ways.map(({ id, costs: by }) => {
      const of = (n: number): Cost => (one === 'total' ? by[n]!.total : by[n]!.phases.protect);
      return row([`\`${id}\``, ...which.map(([key]) => sharers.map((n) => of(n)[key]).join(' → '))]);
    }),
    '',
  ];
  return [
    '## What it costs',
    '',
    `One creates a range of ${pages} pages, the others join, all store to every page, the range becomes read-only for everybody, all try to store in vain and load`,
    `every page, all leave. Counted on the reference, with ${sharers.join(' → ')} sharers; bytes at their height. \`threads\` have one address space, \`messages\` are`,
    'processes with tables of their own that are told of the change by messages and answer, as is done today.',
    '',
    ...counts('total', COUNTS),
    'Of these, to make the range read-only:',
    '',
    ...counts('protect', COUNTS),
  ];
}

/** Generations that give the same answer stand together. */
function questions({ questions: list }: Decision): string[] {
  const lines = [
    '## The questions on which they differ',
    '',
    'The shortest story for each; what it comes to is what its last sentence comes to.',
    '',
  ];
  for (const [i, { story, answers }] of list.entries()) {
    const groups = new Map<string, string[]>();
    for (const [id, answer] of Object.entries(answers)) groups.set(answer, [...(groups.get(answer) ?? []), `\`${id}\``]);
    lines.push(`${i + 1}. ${story.join('; ')}.`);
    for (const [answer, ids] of groups) lines.push(`   - ${answer}: ${ids.join(', ')}`);
  }
  return lines;
}
