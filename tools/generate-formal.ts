/**
 * Writes spec/formal/generated/model.ts: the Quint models in their intermediate form, so that they can be explored where Quint is not
 * installed.
 */
import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { irOf, quint as runQuint, quintVersion } from './quint.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const FORMAL = `${root}spec/formal/`;
/** Imports all models with their stories, and all broken ones. */
const MAIN = `${FORMAL}everything.qnt`;
const OUT = `${FORMAL}generated/`;
const FIRST_LINE = '// Generated from spec/formal/*.qnt by `npm run generate`. Do not edit.';

/** Stories are for Quint alone. */
const isStory = ({ name }: { readonly name: string }): boolean => name.endsWith('_test') || name === 'stories' || name === 'everything';

/** Files of spec/formal/generated, by name. */
export function generateFormal(): Record<string, string> {
  const { quint, modules } = irOf(MAIN);
  const kept = (modules as { name: string; declarations: object[] }[]).filter((module) => !isStory(module));
  const lines = kept.map((module) => {
    const { declarations, ...rest } = module;
    const head = JSON.stringify(rest).slice(0, -1);
    return `    ${head},"declarations":[\n${declarations.map((d) => `      ${JSON.stringify(d)},`).join('\n')}\n    ]},`;
  });
  const text = `/** The formal models in the intermediate form of Quint. */
export const formalModel: object = {
  format: 1,
  quint: ${JSON.stringify(quint)},
  modules: [
${lines.join('\n')}
  ],
};
`;
  return { 'model.ts': `${FIRST_LINE}\n// ${stamp(text)}\n${text}` };
}

/** What a generated text was made from, and what it is: it is stale, or has been edited, where its second line says something else. */
export function stampIsFresh(generated: string): boolean {
  const [first, second, ...rest] = generated.split('\n');
  return first === FIRST_LINE && second === `// ${stamp(rest.join('\n'))}`;
}

/** A digest of the sources, of what translates them, and of the text. */
function stamp(text: string): string {
  const folders = [FORMAL, `${FORMAL}broken/`];
  const sources = folders.flatMap((folder) => readdirSync(folder).flatMap((name) => (name.endsWith('.qnt') ? [`${folder}${name}`] : [])));
  const tools = ['tools/quint.ts', 'tools/generate-formal.ts'].map((name) => `${root}${name}`);
  const parts = [...sources.toSorted(), ...tools].map((file) => readFileSync(file, 'utf8'));
  return `Quint ${quintVersion()}, sha256 ${hash('sha256', [...parts, text].join('\0'))}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  runQuint('typecheck', MAIN);
  mkdirSync(OUT, { recursive: true });
  for (const [name, text] of Object.entries(generateFormal())) writeFileSync(`${OUT}${name}`, text);
}
