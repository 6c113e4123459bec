/** Models broken on purpose: modules that replace a definition each, and say which invariants fall. */
import type { Expression, Ir, Module } from './ir.ts';
import { fullName } from './ir.ts';
import { ModelError } from './model-error.ts';
import type { Known } from './scope.ts';

export interface Broken {
  readonly name: string;
  /** First sentence of its comment. */
  readonly title: string;
  /** The module that it is a variant of. */
  readonly generation: string;
  /** Invariants that must fall. */
  readonly breaks: readonly string[];
  /** What it replaces, by full names. */
  readonly replaced: ReadonlyMap<string, Known>;
}

/** Where a broken model does not say which generation it belongs to: to the one that came first. */
const FIRST = 'map_shared_pt';

/**
 * Every module with a value `breaks`. Its other definitions replace those of the same name, in the module of its generation (its value
 * `generation`, a text) or in the core.
 */
export function brokenModels(ir: Ir): readonly Broken[] {
  const broken = ir.modules.filter((module) => breaksOf(module) !== undefined);
  const right = ir.modules.filter((module) => breaksOf(module) === undefined);
  const cores = right.filter(({ declarations }) => !declarations.some(({ kind }) => kind === 'var'));
  return broken.map((module) => {
    const generation = generationOf(module);
    const own = right.filter(({ name }) => name === generation);
    return {
      name: module.name,
      title: module.doc?.split('\n')[0] ?? '',
      generation,
      breaks: breaksOf(module) ?? [],
      replaced: new Map(replacements(module, own, cores)),
    };
  });
}

function valueOf({ declarations }: Module, wanted: string): Expression | undefined {
  const found = declarations.find(({ kind, name }) => kind === 'def' && name === wanted);
  return found?.kind === 'def' ? found.expr : undefined;
}

function generationOf(module: Module): string {
  const expr = valueOf(module, 'generation');
  return expr?.kind === 'str' ? String(expr.value) : FIRST;
}

function breaksOf(module: Module): readonly string[] | undefined {
  const expr = valueOf(module, 'breaks');
  if (expr?.kind !== 'app') return undefined;
  return expr.args.map((arg) => (arg.kind === 'str' ? String(arg.value) : ''));
}

function* replacements(module: Module, own: readonly Module[], cores: readonly Module[]): Generator<[string, Known]> {
  for (const definition of module.declarations) {
    if (definition.kind !== 'def' || definition.name === 'breaks' || definition.name === 'generation') continue;
    const defines = ({ declarations }: Module): boolean => declarations.some(({ name }) => name === definition.name);
    const homes = own.some(defines) ? own.filter(defines) : cores.filter(defines);
    const home = homes.length === 1 ? homes[0] : undefined;
    if (home === undefined) {
      throw new ModelError(`${homes.length} modules define ${definition.name}`, `${module.name}, ${module.file}:${definition.at ?? ''}`);
    }
    yield [fullName(home.name, definition.name), { module, definition }];
  }
}
