/** `ptshare list`: what there is to name on other command lines. */
import { Argument } from 'commander';
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
  ptshare list suites          themes and stories`;

export const list: Subcommand = (command, io, done) => {
  command
    .addArgument(new Argument('[what]', 'what to list; a count of each where left out').choices(Object.keys(LISTS)))
    .option('--json', 'print a JSON list')
    .addHelpText('after', EXAMPLES + exitHelp('an option, or no such list'))
    .action(async (what: ListName | undefined, options: { readonly json?: boolean }) => {
      await (what === undefined ? overview(io, options.json === true) : one(what, io, options.json === true));
      done(EXIT.ok);
    });
};

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
