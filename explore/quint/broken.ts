/** Models broken on purpose: modules that replace a definition each, and say which invariants fall. */
import type { Ir, Module } from './ir.ts';
import { fullName } from './ir.ts';
import { ModelError } from './model-error.ts';
import type { Known } from './scope.ts';

export interface Broken {
  readonly name: string;
  /** First sentence of its comment. */
  readonly title: string;
  /** Invariants that must fall. */
  readonly breaks: readonly string[];
  /** What it replaces, by full names. */
  readonly replaced: ReadonlyMap<string, Known>;
}

/** Every module with a value `breaks`; its other definitions replace those of the same name, wherever that is. */
export function brokenModels(ir: Ir): readonly Broken[] {
  const broken = ir.modules.filter((module) => breaksOf(module) !== undefined);
  const right = ir.modules.filter((module) => breaksOf(module) === undefined);
  return broken.map((module) => ({
    name: module.name,
    title: module.doc?.split('\n')[0] ?? '',
    breaks: breaksOf(module) ?? [],
    replaced: new Map(replacements(module, right)),
  }));
}

function breaksOf({ declarations }: Module): readonly string[] | undefined {
  const list = declarations.find(({ kind, name }) => kind === 'def' && name === 'breaks');
  if (list?.kind !== 'def' || list.expr.kind !== 'app') return undefined;
  return list.expr.args.map((arg) => (arg.kind === 'str' ? String(arg.value) : ''));
}

function* replacements(module: Module, right: readonly Module[]): Generator<[string, Known]> {
  for (const definition of module.declarations) {
    if (definition.kind !== 'def' || definition.name === 'breaks') continue;
    const homes = right.filter(({ declarations }) => declarations.some(({ name }) => name === definition.name));
    const home = homes.length === 1 ? homes[0] : undefined;
    if (home === undefined) {
      throw new ModelError(`${homes.length} modules define ${definition.name}`, `${module.name}, ${module.file}:${definition.at ?? ''}`);
    }
    yield [fullName(home.name, definition.name), { module, definition }];
  }
}
