/** The lists that `ptshare list` prints. */
import { formats } from '../reports/index.ts';
import { FAMILIES, QUESTIONS, allRules, generations, profiles } from '../spec/index.ts';
import { readJson } from '../schemas/parse.ts';
import { validateTrace } from '../schemas/validate.ts';
import { shippedStories, themes } from '../suites/targets.ts';

export interface Item {
  readonly name: string;
  readonly title: string;
  /** Items of one group stand together. */
  readonly group?: string;
}

export const LISTS = {
  bodies,
  rules: () => allRules.map(({ id, sentence, family }) => ({ name: id, title: sentence, group: family })).toSorted(byFamily),
  suites,
  profiles: () => profiles.map(({ id, title }) => ({ name: id, title })),
  questions: () =>
    Object.entries(QUESTIONS).map(([name, { title, readings }]) => ({ name, title: `${title} Readings: ${readings.join(', ')}.` })),
  generations: () => generations.map(({ id, title }) => ({ name: id, title })),
  worlds: async () => (await import('../statespace/worlds.ts')).ALL_WORLDS.map(({ name, title }) => ({ name, title })),
  formats: () => Object.values(formats).map(({ name, title }) => ({ name, title })),
} as const satisfies Record<string, () => Item[] | Promise<Item[]>>;

export type ListName = keyof typeof LISTS;

function byFamily(a: Item, b: Item): number {
  const place = ({ group }: Item): number => FAMILIES.findIndex((family) => family === group);
  return place(a) - place(b);
}

const BODY_TITLES: Readonly<Record<string, string>> = {
  reference: 'obeys every rule',
  'strict-reference': 'obeys every rule, and refuses a request that cannot be shared',
  'private-tables': 'ignores the flag, as a kernel without the patches does',
  'as-posted:<generation>': 'what the posted code of the generation does, as it reads; posted/<generation>/deviations.json lists it',
  'module:<path>': 'your own: a JavaScript or TypeScript module that exports createBody',
  'exec:<command>': 'your own: a program in any language that speaks the protocol of docs/protocol.md; no shell reads the command',
  'exec-shell:<command line>': 'the same, by a command line for a POSIX shell',
};

/** What `connect` understands, each mutant by its name. */
async function bodies(): Promise<Item[]> {
  const { BODY_NAMES } = await import('../adapters/connect.ts');
  const { allMutants } = await import('../mutants/index.ts');
  const plainBodies = BODY_NAMES.filter((name) => name !== 'mutant:<name>');
  return [
    ...plainBodies.map((name) => ({ name, title: BODY_TITLES[name] ?? '' })),
    ...allMutants.map(({ name, title }) => ({ name: `mutant:${name}`, title })),
  ];
}

function suites(): Item[] {
  return themes().flatMap((theme) =>
    shippedStories(theme).map(({ path }) => {
      const { id, title } = validateTrace(readJson(path), path);
      return { name: id, title, group: theme };
    }),
  );
}
