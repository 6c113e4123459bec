/** From Quint's intermediate form to a transition system in JavaScript. */
import { Actions, actionFunction } from './actions.ts';
import { Expressions, takesParameters } from './expression.ts';
import type { Ir } from './ir.ts';
import { fullName } from './ir.ts';
import { ModelError } from './model-error.ts';
import { Runtime } from './runtime.ts';
import { bind, mangled, placeIn, programOf } from './scope.ts';
import type { Known, Program, Scope, Studied } from './scope.ts';
import { ShapeTable } from './shape-table.ts';
import { Trail } from './trail.ts';
import { neededFor, takenApart, variablesRead } from './reads.ts';
import type { Value } from './values.ts';

export interface CompileOptions {
  /** The module whose `init` and `step` are meant. Its lists `invariants` (and) and `witnesses` (or) say what is checked. */
  readonly module: string;
  /** The sets of integers that its constants stand for: 0 to n-1, by name. */
  readonly sizes: Readonly<Record<string, number>>;
  /** Definitions that stand for others, by the full name of what they replace. */
  readonly replaced?: ReadonlyMap<string, Known>;
}

/** The values of all variables, by their place in `variables`. */
export type State = readonly Value[];

/** A predicate on a state; one that reads an observation speaks of the step that led there. */
export interface Predicate {
  readonly name: string;
  readonly ofStep: boolean;
  holds(state: State): boolean;
}

export interface CompiledModel {
  readonly runtime: Runtime;
  /** Full names. */
  readonly variables: readonly string[];
  /** Places of the variables that `step` reads. The others only observe: they do not tell states apart. */
  readonly identity: readonly number[];
  readonly invariants: readonly Predicate[];
  readonly witnesses: readonly Predicate[];
  /** Parameters of an action, by its full name. */
  parameters(action: string): readonly string[];
  initial(): State[];
  /** Tells each successor. The state told is new, and belongs to whom it is told. */
  successors(state: State, tell: (next: State, action: string, args: readonly Value[]) => void): void;
}

/** The functions of compiled code. */
interface Code {
  run(name: 'init' | 'step', state: State, next: Value[], done: () => void): void;
  readonly predicates: Readonly<Record<string, (state: State) => boolean>>;
}

/** @throws ModelError for what cannot be compiled: its name, and where it stands */
export function compileModel(ir: Ir, options: CompileOptions): CompiledModel {
  const full = (name: string): string => fullName(options.module, name);
  const all = programOf(ir, options.replaced ?? new Map());
  const bare = neededFor(all, ['init', 'step', 'invariants', 'witnesses'].map(full), options.module);
  const program: Studied = { ...bare, loose: takenApart(bare) };
  const runtime = new Runtime();
  const trail = new Trail();
  const lists = { invariants: listed(program, full('invariants'), 'and'), witnesses: listed(program, full('witnesses'), 'or') };
  const predicates = [...lists.invariants, ...lists.witnesses];
  const code = codeOf(program, options, runtime, trail, predicates);
  const read = variablesRead(program, [full('init'), full('step')]);
  const identity = program.variables.flatMap((name, i) => (read.has(name) ? [i] : []));
  const predicate = (name: string): Predicate => {
    const ofStep = [...variablesRead(program, [name])].some((variable) => !read.has(variable));
    const holds = code.predicates[name]!;
    return { name: shortName(name), ofStep, holds };
  };
  return {
    runtime,
    variables: program.variables,
    identity,
    invariants: lists.invariants.map(predicate),
    witnesses: lists.witnesses.map(predicate),
    parameters: (action) => parametersOf(program, action),
    initial: () => {
      const states: State[] = [];
      run(code, program, 'init', [], (next) => states.push(next));
      return states;
    },
    successors: (state, tell) => run(code, program, 'step', state, (next) => tell(next, trail.action, trail.args)),
  };
}

/** "nothingStale" of "map_shared_pt::nothingStale". */
export function shortName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

function run(code: Code, program: Program, name: 'init' | 'step', state: State, tell: (next: State) => void): void {
  const next: Value[] = [];
  code.run(name, state, next, () => {
    for (let i = 0; i < program.variables.length; i++) {
      if (next[i] === undefined) throw new ModelError(`${name} leaves ${program.variables[i]} without a value`, '');
    }
    tell(next.slice());
  });
}

/** The names in `val invariants = and { a, b }`. */
function listed(program: Program, name: string, opcode: 'and' | 'or'): string[] {
  const known = program.definitions.get(name);
  const expr = known?.definition.expr;
  if (known === undefined || expr?.kind !== 'app' || expr.opcode !== opcode)
    throw new ModelError(`${name} is not a list by \`${opcode}\``, '');
  return expr.args.map((arg) => {
    if (arg.kind === 'name' && program.definitions.has(arg.name)) return arg.name;
    throw new ModelError(`what ${name} lists must be names of definitions`, placeIn(known, undefined));
  });
}

function parametersOf(program: Program, action: string): readonly string[] {
  const expr = program.definitions.get(action)?.definition.expr;
  return expr?.kind === 'lambda' ? expr.params : [];
}

function codeOf(program: Studied, { module, sizes }: CompileOptions, runtime: Runtime, trail: Trail, predicates: readonly string[]): Code {
  const shapes = new ShapeTable(runtime);
  const expressions = new Expressions(shapes);
  const actions = new Actions(expressions);
  let count = 0;
  const fresh = (): string => `v${count++}`;
  const functions = [...program.definitions].flatMap(([name, known]) => {
    const scope: Scope = { program, known, locals: new Map(), fresh };
    return definitionCode(name, scope, expressions, actions);
  });
  const constants = [...program.constants].map((name) => `const ${mangled(name)}=${sizeCode(name, sizes)};`);
  const entries = ['init', 'step'].map((name) => `${name}:${mangled(fullName(module, name))}`).join(',');
  // A predicate may be asked while the successors of another state are told.
  const named = predicates.map((name) => `${JSON.stringify(name)}:(s)=>{const b=S;S=s;const r=${mangled(name)}();S=b;return r}`).join(',');
  const text = [
    '"use strict";let S=[],N=[];',
    ...constants,
    ...functions,
    `const E={${entries}};`,
    `return {run(name,s,n,done){S=s;N=n;E[name](done)},predicates:{${named}}};`,
  ].join('\n');
  // The code is made here from a model that comes along with the program, and from nothing else.
  // oxlint-disable-next-line typescript/no-implied-eval
  return (new Function('R', 'T', 'H', text) as (r: Runtime, t: Trail, h: unknown) => Code)(runtime, trail, shapes.shapes);
}

function sizeCode(name: string, sizes: Readonly<Record<string, number>>): string {
  const size = sizes[shortName(name)];
  if (size === undefined || !Number.isSafeInteger(size) || size < 1) throw new ModelError(`the constant ${name} has no size`, '');
  return `R.range(0,${size - 1})`;
}

/** Runs of Quint's own tests and temporal formulas are not for exploration. */
function definitionCode(full: string, scope: Scope, expressions: Expressions, actions: Actions): string[] {
  const { definition } = scope.known;
  const { qualifier, expr } = definition;
  if (qualifier === 'run' || qualifier === 'temporal') return [];
  if (qualifier === 'action') return [actionFunction(full, actions, scope)];
  const name = mangled(full);
  if (takesParameters(definition) && expr.kind === 'lambda') {
    const inner = bind(scope, expr.params);
    return [`function ${name}(${inner.bound.join(',')}){return ${expressions.code(expr.expr, inner.scope)}}`];
  }
  const value = expressions.code(expr, scope);
  if (qualifier !== 'pureval') return [`function ${name}(){return ${value}}`];
  return [`let ${name}_;function ${name}(){return ${name}_??=${value}}`];
}
