/** Writes spec/rules/index.ts (every rule file, by family and id) and spec/rules/hash.ts (a hash of the whole specification). */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FAMILIES } from '../spec/rule.ts';

const folder = fileURLToPath(new URL('../spec/rules/', import.meta.url));

function familyOf(id: string): number {
  const family = /family: '([a-z]+)'/u.exec(readFileSync(`${folder}${id}.ts`, 'utf8'))?.[1];
  return FAMILIES.findIndex((f) => f === family);
}

/** camelCase of an id, for the name of its import. */
function nameOf(id: string): string {
  return id.replace(/-([a-z])/gu, (_, letter: string) => letter.toUpperCase());
}

export function ruleIndex(): string {
  const ids = readdirSync(folder)
    .filter((f) => f.endsWith('.ts') && f !== 'index.ts' && f !== 'hash.ts')
    .map((f) => f.slice(0, -3))
    .toSorted((a, b) => familyOf(a) - familyOf(b) || (a < b ? -1 : 1));
  const imports = ids.map((id) => `import { rule as ${nameOf(id)} } from './${id}.ts';`);
  const list = ids.map((id) => `  ${nameOf(id)},`);
  return `// Generated from the files of this folder by \`npm run generate\`. Do not edit.\nimport type { Rule } from '../rule.ts';\n${imports.join('\n')}\n\n/** Every rule, by family. */\nexport const rules: readonly Rule[] = [\n${list.join('\n')}\n];\n`;
}

const spec = fileURLToPath(new URL('../spec/', import.meta.url));

/** sha256 over the sources of the specification, so that reports of different rules are never merged. */
export function rulesHash(): string {
  const files = readdirSync(spec, { recursive: true, encoding: 'utf8' })
    .map((f) => f.replaceAll('\\', '/'))
    .filter((f) => f.endsWith('.ts') && f !== 'rules/hash.ts')
    .toSorted();
  const hash = createHash('sha256');
  for (const f of files) hash.update(`${f}\n${readFileSync(spec + f, 'utf8')}`);
  return `// Generated from the sources of the specification by \`npm run generate\`. Do not edit.\nexport const RULES_HASH = 'sha256:${hash.digest('hex')}';\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(`${folder}index.ts`, ruleIndex());
  writeFileSync(`${folder}hash.ts`, rulesHash());
}
