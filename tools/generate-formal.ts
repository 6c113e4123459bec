/**
 * Writes spec/formal/generated/model.ts: the Quint model in its intermediate form, so that it can be explored where Quint is not installed.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { irOf } from './quint.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
/** Imports the model and all broken ones. */
const MAIN = `${root}spec/formal/everything.qnt`;
const OUT = `${root}spec/formal/generated/`;

/** Files of spec/formal/generated, by name. */
export function generateFormal(): Record<string, string> {
  const { quint, modules } = irOf(MAIN, 'small');
  const lines = modules.map((module) => {
    const { declarations, ...rest } = module as { declarations: object[] };
    const head = JSON.stringify(rest).slice(0, -1);
    return `    ${head},"declarations":[\n${declarations.map((d) => `      ${JSON.stringify(d)},`).join('\n')}\n    ]},`;
  });
  const text = `// Generated from spec/formal/*.qnt by \`npm run generate\`. Do not edit.
/** The formal model in the intermediate form of Quint. */
export const formalModel: object = {
  format: 1,
  quint: ${JSON.stringify(quint)},
  modules: [
${lines.join('\n')}
  ],
};
`;
  return { 'model.ts': text };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(OUT, { recursive: true });
  for (const [name, text] of Object.entries(generateFormal())) writeFileSync(`${OUT}${name}`, text);
}
