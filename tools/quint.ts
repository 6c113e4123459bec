/** Runs Quint, and brings its intermediate form into the shape that the project keeps: names resolved, types left out. */
import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const QUINT = `${root}node_modules/@informalsystems/quint/dist/src/cli.js`;

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

interface Parsed {
  readonly modules: readonly Node[];
  /** By the id of a use: the definition that is meant. */
  readonly table: Readonly<Record<string, Node>>;
}

/** By id: the file, and where it begins there. Lines and columns count from 0. */
interface SourceMap {
  readonly sourceIndex: Readonly<Record<string, string>>;
  readonly map: Readonly<Record<string, readonly [number, { readonly line: number; readonly col: number }]>>;
}

/** Runs Quint, and gives what it prints. @throws Error with its output when it fails */
export function quint(...args: string[]): string {
  return execFileSync(process.execPath, [QUINT, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function readBack(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * Parsed, with every name resolved; what modules are instantiated with is left to whoever compiles them. `--out`, since what is written to
 * a pipe is cut off.
 */
function parsed(file: string): { program: Parsed; places: SourceMap } {
  const folder = mkdtempSync(join(tmpdir(), 'ptshare-quint-'));
  try {
    quint('parse', '--source-map', join(folder, 'map.json'), '--out', join(folder, 'ir.json'), file);
    return { program: readBack(join(folder, 'ir.json')) as Parsed, places: readBack(join(folder, 'map.json')) as SourceMap };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

class Writer {
  private readonly program: Parsed;
  private readonly places: SourceMap;
  /** Full names of the definitions of modules, by id. */
  private readonly names = new Map<number, string>();

  constructor(program: Parsed, places: SourceMap) {
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

/** The version of Quint that is installed. */
export function quintVersion(): string {
  return (readBack(`${root}node_modules/@informalsystems/quint/package.json`) as { version: string }).version;
}

/** The intermediate form of a file and of all that it imports. Types are not checked. */
export function irOf(file: string): { format: 1; quint: string; modules: object[] } {
  const { program, places } = parsed(file);
  return { format: 1, quint: quintVersion(), modules: new Writer(program, places).modules() };
}
