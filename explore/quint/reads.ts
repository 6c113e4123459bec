/** Which variables a piece of a program looks at, through all that it calls. */
import type { Definition, Expression } from './ir.ts';
import type { Known, Program } from './scope.ts';

/** Full names of the variables that these definitions read. What is only assigned is not read. */
export function variablesRead(program: Program, names: readonly string[]): ReadonlySet<string> {
  const read = new Set<string>();
  const seen = new Set<string>();
  const variables = new Set(program.variables);
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (variables.has(name)) read.add(name);
    const definition = program.definitions.get(name)?.definition;
    if (definition === undefined || seen.has(name)) continue;
    seen.add(name);
    mention(definition, (mentioned) => waiting.push(mentioned));
  }
  return read;
}

/** The part of a program that these definitions need, with the constants of the module. A body of models has several, and one is run. */
export function neededFor(program: Program, names: readonly string[], module: string): Program {
  const needed = new Map(names.flatMap((name) => known(program, name)));
  const mentioned = new Set<string>(names);
  const tell = (name: string): void => {
    if (mentioned.has(name)) return;
    mentioned.add(name);
    for (const [full, found] of known(program, name)) needed.set(full, found);
  };
  // A map is gone through in the order of its growth, to its end.
  for (const { definition } of needed.values()) visit(definition.expr, tell, true);
  return {
    definitions: needed,
    variables: program.variables.filter((name) => mentioned.has(name) || name.startsWith(`${module}::`)),
    constants: new Set([...program.constants].filter((name) => mentioned.has(name) || name.startsWith(`${module}::`))),
  };
}

function known(program: Program, name: string): [string, Known][] {
  const found = program.definitions.get(name);
  return found === undefined ? [] : [[name, found]];
}

/**
 * Variables that are only ever taken apart (`last.event`) and given a new record as a whole. Nothing can compare or keep such a record, so
 * it need not be found again among the structures.
 */
export function takenApart(program: Program): ReadonlySet<string> {
  const kept = new Set<string>();
  for (const { definition } of program.definitions.values()) keepWhole(definition.expr, kept);
  return new Set(program.variables.filter((name) => !kept.has(name)));
}

/** Notes the names that stand for a whole value, and what is assigned otherwise than by a record. */
function keepWhole(e: Expression, kept: Set<string>): void {
  if (e.kind === 'name') kept.add(e.name);
  else if (e.kind === 'lambda') keepWhole(e.expr, kept);
  else if (e.kind === 'let') {
    keepWhole(e.opdef.expr, kept);
    keepWhole(e.expr, kept);
  } else if (e.kind === 'app') {
    const [first, second] = e.args;
    const whole = e.opcode === 'assign' ? !(second?.kind === 'app' && second.opcode === 'Rec') : e.opcode !== 'field';
    for (const arg of e.args) if (whole || arg !== first || arg.kind !== 'name') keepWhole(arg, kept);
  }
}

function mention({ expr }: Definition, tell: (name: string) => void): void {
  visit(expr, tell);
}

/** @param targets tell the variables that are assigned, too: they are written, not read */
function visit(e: Expression, tell: (name: string) => void, targets = false): void {
  switch (e.kind) {
    case 'name':
      return tell(e.name);
    case 'lambda':
      return visit(e.expr, tell, targets);
    case 'let':
      visit(e.opdef.expr, tell, targets);
      return visit(e.expr, tell, targets);
    case 'app':
      tell(e.opcode);
      for (const arg of e.opcode === 'assign' && !targets ? e.args.slice(1) : e.args) visit(arg, tell, targets);
      return undefined;
    default:
      return undefined;
  }
}
