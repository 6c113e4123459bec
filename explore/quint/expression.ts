/** Expressions of Quint as expressions of JavaScript. */
import type { Application, Definition, Expression, Lambda, Let, Literal, Name } from './ir.ts';
import { ModelError } from './model-error.ts';
import { operatorOf } from './operators.ts';
import { bind, mangled, placeIn } from './scope.ts';
import type { Scope } from './scope.ts';
import type { ShapeTable } from './shape-table.ts';

/** Compiles the expressions of one model. */
export class Expressions {
  private readonly shapes: ShapeTable;

  constructor(shapes: ShapeTable) {
    this.shapes = shapes;
  }

  /** @throws ModelError for an operator or a name that is not known, with its place */
  code(e: Expression, scope: Scope): string {
    switch (e.kind) {
      case 'int':
      case 'bool':
      case 'str':
        return this.literal(e, scope);
      case 'name':
        return this.name(e, scope);
      case 'app':
        return this.application(e, scope);
      case 'lambda':
        return this.lambda(e, scope);
      case 'let':
        return this.binding(e, scope);
    }
  }

  /** A record that is found again nowhere: quicker to make. */
  record(e: Application, scope: Scope): string {
    return `R.loose${this.code(e, scope).slice('R.shaped'.length)}`;
  }

  private literal({ value }: Literal, scope: Scope): string {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      throw new ModelError(`the integer ${value} is not exact`, placeIn(scope.known, undefined));
    }
    return JSON.stringify(value);
  }

  private name({ name, at }: Name, scope: Scope): string {
    const local = scope.locals.get(name);
    if (local !== undefined) return local;
    const { program } = scope;
    const variable = program.variables.indexOf(name);
    if (variable >= 0) return `S[${variable}]`;
    if (program.constants.has(name)) return mangled(name);
    const known = program.definitions.get(name);
    if (known === undefined) throw new ModelError(`the name ${name} is not known`, placeIn(scope.known, at));
    return takesParameters(known.definition) ? mangled(name) : `${mangled(name)}()`;
  }

  private application(e: Application, scope: Scope): string {
    const { opcode, args, at } = e;
    const callee = scope.locals.get(opcode) ?? (isDefined(scope, opcode) ? mangled(opcode) : undefined);
    if (callee !== undefined) return `${callee}(${args.map((arg) => this.argument(arg, scope)).join(',')})`;
    const operator = operatorOf(opcode);
    if (operator === undefined) throw new ModelError(`the operator ${opcode} is not known`, placeIn(scope.known, at));
    return operator(args, {
      code: (arg) => this.code(arg, scope),
      fn: (arg) => this.argument(arg, scope),
      shape: (kind, names) => this.shapes.name(kind, names),
      where: JSON.stringify(placeIn(scope.known, at)),
      fresh: scope.fresh,
    });
  }

  /** An argument may be an operator: a lambda, or the name of a definition with parameters. */
  private argument(e: Expression, scope: Scope): string {
    return e.kind === 'lambda' ? `(${this.lambda(e, scope)})` : this.code(e, scope);
  }

  private lambda({ params, expr }: Lambda, scope: Scope): string {
    const inner = bind(scope, params);
    return `(${inner.bound.join(',')})=>${this.code(expr, inner.scope)}`;
  }

  private binding({ opdef, expr }: Let, scope: Scope): string {
    const { scope: inner, bound } = bind(scope, [opdef.name]);
    return `((${bound[0]})=>${this.code(expr, inner)})(${this.argument(opdef.expr, scope)})`;
  }
}

export function takesParameters(definition: Definition): boolean {
  return definition.expr.kind === 'lambda';
}

export function isDefined({ program }: Scope, name: string): boolean {
  return program.definitions.has(name) || program.constants.has(name);
}
