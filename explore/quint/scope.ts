/** What the code under compilation can name. */
import type { Definition, Ir, Module } from './ir.ts';
import { fullName } from './ir.ts';
import { ModelError } from './model-error.ts';

/** A definition with its module. */
export interface Known {
  readonly module: Module;
  readonly definition: Definition;
}

/** All that a model consists of, by full names. */
export interface Program {
  readonly definitions: ReadonlyMap<string, Known>;
  /** Full names of the variables; the index is the place in a state. */
  readonly variables: readonly string[];
  readonly constants: ReadonlySet<string>;
}

/** A program, and what was found out about it. */
export interface Studied extends Program {
  /** Variables whose records nothing keeps. */
  readonly loose: ReadonlySet<string>;
}

/**
 * @param replaced by the full name of a definition: the one that stands for it. Both must be of one type.
 * @throws ModelError where a replacement fits nothing
 */
export function programOf(ir: Ir, replaced: ReadonlyMap<string, Known>): Program {
  const definitions = new Map<string, Known>();
  const variables: string[] = [];
  const constants = new Set<string>();
  for (const module of ir.modules) {
    for (const declaration of module.declarations) {
      const name = fullName(module.name, declaration.name);
      if (declaration.kind === 'var') variables.push(name);
      else if (declaration.kind === 'const') constants.add(name);
      else definitions.set(name, { module, definition: declaration });
    }
  }
  for (const [name, known] of replaced) {
    const original = definitions.get(name);
    if (original === undefined) throw new ModelError(`there is no definition ${name} to replace`, placeIn(known, known.definition.at));
    checkReplacement(name, original, known);
    definitions.set(name, known);
  }
  return { definitions, variables, constants };
}

function checkReplacement(name: string, original: Known, known: Known): void {
  const [was, is] = [original.definition, known.definition];
  if (was.qualifier === is.qualifier && was.type === is.type) return;
  throw new ModelError(`what is to replace ${name} is not of its type`, placeIn(known, is.at));
}

/** "host::leave, host.qnt:61:5". */
export function placeIn({ module, definition }: Known, at: string | undefined): string {
  const line = at ?? definition.at;
  return `${fullName(module.name, definition.name)}, ${module.file}${line === undefined ? '' : `:${line}`}`;
}

/** Where a piece of code stands, and the names that are bound around it. */
export interface Scope {
  readonly program: Studied;
  readonly known: Known;
  readonly locals: ReadonlyMap<string, string>;
  /** Gives names that no other local has. */
  readonly fresh: () => string;
}

/** The same scope with further locals, and their names in JavaScript. */
export function bind(scope: Scope, names: readonly string[]): { readonly scope: Scope; readonly bound: readonly string[] } {
  const locals = new Map(scope.locals);
  const bound = names.map((name) => {
    const code = scope.fresh();
    locals.set(name, code);
    return code;
  });
  return { scope: { ...scope, locals }, bound };
}

/** The name in JavaScript of a definition or constant. */
export function mangled(name: string): string {
  return `$${name.replace(/\W/gu, (c) => (c === ':' ? '$' : `_${c.codePointAt(0)}_`))}`;
}
