/** Writes schemas/generated: the TypeScript types, and the schemas as one module (so that nothing is read at run time). */
import { readFileSync, readdirSync, writeFileSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';
import type { JSONSchema } from 'json-schema-to-typescript';

const root = fileURLToPath(new URL('../schemas/', import.meta.url));
const banner = '// Generated from schemas/*.schema.json by `npm run generate`. Do not edit.\n';

function schemaFiles(): string[] {
  const top = readdirSync(root).filter((f) => f.endsWith('.schema.json'));
  const calls = readdirSync(`${root}calls`).map((f) => `calls/${f}`);
  return [...top, ...calls].toSorted();
}

/** One schema that refers to all others makes one file of types without repetition. */
async function types(files: string[]): Promise<string> {
  const all: JSONSchema = {
    title: 'Everything',
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(files.filter((f) => f !== 'common.schema.json').map((f, i) => [`p${i}`, { $ref: f }])),
  };
  const text = await compile(all, 'Everything', {
    cwd: root,
    bannerComment: banner,
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    strictIndexSignatures: true,
    format: false,
  });
  return text.replace(/export interface Everything \{[\s\S]*?\n\}\n/u, '');
}

function schemas(files: string[]): string {
  const entries = files.map((f) => `  ${JSON.stringify(f)}: ${JSON.stringify(JSON.parse(readFileSync(root + f, 'utf8')))},`);
  return `${banner}/** Every schema by its file name, which is also its \`$id\`. */\nexport const schemas: Readonly<Record<string, object>> = {\n${entries.join('\n')}\n};\n`;
}

export async function generate(): Promise<Record<string, string>> {
  const files = schemaFiles();
  return { 'types.ts': await types(files), 'schemas.ts': schemas(files) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(`${root}generated`, { recursive: true });
  for (const [name, text] of Object.entries(await generate())) writeFileSync(`${root}generated/${name}`, text);
}
