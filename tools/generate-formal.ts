/**
 * Writes spec/formal/generated/model.ts: the Quint model in its intermediate form, names resolved and types left out, so that it can be
 * explored where Quint is not installed.
 */
import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const QUINT = `${root}node_modules/@informalsystems/quint/dist/src/cli.js`;
/** Imports the model and all broken ones. */
const MAIN = `${root}spec/formal/everything.qnt`;
const OUT = `${root}spec/formal/generated/`;

/** A node of Quint's own form, as far as it is read here. */
interface Node {
  readonly id?: number;
  readonly kind?: string;
  readonly name?: string;
  readonly opcode?: string;
  readonly value?: unknown;
  readonly qualifier?: string;
  readonly doc?: string;
  readonly typeAnnotation?: unknown;
  readonly args?: readonly Node[];
  readonly params?: readonly Node[];
  readonly expr?: Node;
  readonly opdef?: Node;
  readonly declarations?: readonly Node[];
}

interface Compiled {
  readonly modules: readonly Node[];
  /** By the id of a use: the definition that is meant. */
  readonly table: Readonly<Record<string, Node>>;
}

/** By id: the file, and where it begins there. Lines and columns count from 0. */
interface SourceMap {
  readonly sourceIndex: Readonly<Record<string, string>>;
  readonly map: Readonly<Record<string, readonly [number, { readonly line: number; readonly col: number }]>>;
}

function quint(...args: string[]): void {
  execFileSync(process.execPath, [QUINT, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
}

function readBack(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** `--out`, since what is written to a pipe is cut off. */
function compiled(): { program: Compiled; places: SourceMap } {
  const folder = mkdtempSync(join(tmpdir(), 'ptshare-quint-'));
  try {
    quint('compile', '--target', 'json', '--main', 'small', '--out', join(folder, 'ir.json'), MAIN);
    quint('parse', '--source-map', join(folder, 'map.json'), '--out', join(folder, 'parsed.json'), MAIN);
    return { program: readBack(join(folder, 'ir.json')) as Compiled, places: readBack(join(folder, 'map.json')) as SourceMap };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

class Writer {
  private readonly program: Compiled;
  private readonly places: SourceMap;
  /** Full names of the definitions of modules, by id. */
  private readonly names = new Map<number, string>();

  constructor(program: Compiled, places: SourceMap) {
    this.program = program;
    this.places = places;
    for (const module of program.modules) {
      for (const { id, name } of module.declarations ?? []) {
        if (id !== undefined && name !== undefined) this.names.set(id, `${module.name}::${name}`);
      }
    }
  }

  modules(): object[] {
    return this.program.modules.map((module) => ({
      name: module.name,
      file: basename(this.places.sourceIndex[String(this.places.map[String(module.id)]?.[0])] ?? ''),
      ...(module.doc === undefined ? {} : { doc: module.doc }),
      declarations: (module.declarations ?? []).flatMap((declaration) => this.declaration(declaration)),
    }));
  }

  private declaration(node: Node): object[] {
    const { kind, name } = node;
    if (kind === 'var' || kind === 'const') return [{ kind, name }];
    // What Quint adds itself.
    return kind === 'def' && name?.startsWith('q::') === false ? [this.definition(node)] : [];
  }

  private definition({ id, name, qualifier, expr, typeAnnotation }: Node): object {
    const type = typeText(typeAnnotation);
    return { kind: 'def', name, qualifier, type, at: this.place(id), expr: this.expression(expr!) };
  }

  private expression(node: Node): object {
    const { kind, id, value } = node;
    switch (kind) {
      case 'name':
        return { kind, name: this.resolved(id, node.name), at: this.place(id) };
      case 'app':
        return { kind, opcode: this.resolved(id, node.opcode), args: node.args!.map((arg) => this.expression(arg)), at: this.place(id) };
      case 'lambda':
        return { kind, params: node.params!.map(({ name }) => name), expr: this.expression(node.expr!) };
      case 'let':
        return { kind, opdef: this.local(node.opdef!), expr: this.expression(node.expr!) };
      default:
        return { kind, value: typeof value === 'bigint' ? Number(value) : value };
    }
  }

  private local({ name, qualifier, expr }: Node): object {
    return { kind: 'def', name, qualifier, expr: this.expression(expr!) };
  }

  /** The full name where a definition of a module is meant. */
  private resolved(id: number | undefined, name: string | undefined): string | undefined {
    const meant = this.program.table[String(id)];
    return (meant?.id === undefined ? undefined : this.names.get(meant.id)) ?? name;
  }

  private place(id: number | undefined): string | undefined {
    const found = this.places.map[String(id)];
    return found === undefined ? undefined : `${found[1].line + 1}:${found[1].col + 1}`;
  }
}

/** A short name for a declared type: equal for equal types. */
function typeText(type: unknown): string | undefined {
  if (type === undefined) return undefined;
  const text = JSON.stringify(type, (key, value: unknown) => (key === 'id' ? undefined : value));
  return hash('sha256', text).slice(0, 12);
}

/** Files of spec/formal/generated, by name. */
export function generateFormal(): Record<string, string> {
  const { program, places } = compiled();
  const { version } = readBack(`${root}node_modules/@informalsystems/quint/package.json`) as { version: string };
  const modules = new Writer(program, places).modules();
  const lines = modules.map((module) => {
    const { declarations, ...rest } = module as { declarations: object[] };
    const head = JSON.stringify(rest).slice(0, -1);
    return `    ${head},"declarations":[\n${declarations.map((d) => `      ${JSON.stringify(d)},`).join('\n')}\n    ]},`;
  });
  const text = `// Generated from spec/formal/*.qnt by \`npm run generate\`. Do not edit.
/** The formal model in the intermediate form of Quint. */
export const formalModel: object = {
  format: 1,
  quint: ${JSON.stringify(version)},
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
