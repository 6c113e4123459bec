/** `ptshare list`: what there is to name on other command lines. */
import { Argument } from 'commander';
import { InputError } from '../schemas/input-error.ts';
import { nameHint } from '../schemas/near.ts';
import { EXIT, exitHelp } from './exit.ts';
import type { Io } from './io.ts';
import { LISTS } from './lists.ts';
import type { Item, ListName } from './lists.ts';
import type { Subcommand } from './subcommand.ts';
import { wrap } from '../reports/wrap.ts';

const EXAMPLES = `
Examples:
  ptshare list bodies          what can be judged with --on
  ptshare list rules --json    every rule, for a program to read
  ptshare list suites          themes and stories
  ptshare list --coverage      every answer of every call, by generation, and which are reached by a story`;

export const list: Subcommand = (command, io, done) => {
  command
    .addArgument(new Argument('[what]', 'what to list; a count of each where left out').choices(Object.keys(LISTS)))
    .option('--coverage', 'answers by call and generation, how many are reached by a shipped story, and why others are not')
    .option('--generation <id>', 'with --coverage: this generation alone')
    .option('--json', 'print a JSON list')
    .addHelpText('after', EXAMPLES + exitHelp('an option, or no such list'))
    .action(async (what: ListName | undefined, options: Options) => {
      if (options.coverage === true) await covered(options, io);
      else await (what === undefined ? overview(io, options.json === true) : one(what, io, options.json === true));
      done(EXIT.ok);
    });
};

interface Options {
  readonly json?: boolean;
  readonly coverage?: boolean;
  readonly generation?: string;
}

async function covered({ json, generation }: Options, io: Io): Promise<void> {
  const { coverage, coverageText, tabled } = await import('./coverage.ts');
  if (generation !== undefined && !tabled.includes(generation)) {
    throw new InputError('unknown-generation', `there are no answers of ${generation}`, { hint: nameHint(generation, tabled) });
  }
  const found = await coverage(generation === undefined ? undefined : [generation]);
  io.out(json === true ? `${JSON.stringify(found)}\n` : coverageText(found));
}

async function one(what: ListName, io: Io, asJson: boolean): Promise<void> {
  const items = await LISTS[what]();
  if (asJson) io.out(`${JSON.stringify(items.map((item) => asListed(what, item)))}\n`);
  else
    io.out(
      lines(items)
        .map((line) => `${line}\n`)
        .join(''),
    );
}

/** A rule is known by its id, as in reports. */
function asListed(what: ListName, { name, ...rest }: Item): object {
  return what === 'rules' ? { id: name, ...rest } : { name, ...rest };
}

function lines(items: readonly Item[]): string[] {
  const width = Math.max(0, ...items.map((item) => item.name.length)) + 2;
  let group: string | undefined;
  return items.flatMap((item) => {
    const heading = item.group === group || item.group === undefined ? [] : [`${group === undefined ? '' : '\n'}${item.group}`];
    group = item.group;
    return [...heading, ...wrap(item.title, 100, `${item.group === undefined ? '' : '  '}${item.name.padEnd(width)}`)];
  });
}

async function overview(io: Io, asJson: boolean): Promise<void> {
  const counts: [string, number][] = [];
  for (const [name, load] of Object.entries(LISTS)) counts.push([name, (await load()).length]);
  if (asJson) io.out(`${JSON.stringify(Object.fromEntries(counts))}\n`);
  else for (const [name, count] of counts) io.out(`${name.padEnd(14)}${count}\n`);
}
