/**
 * Actions of Quint as statements of JavaScript. An action is run through for all its ways to happen: each branch of `any`, each element
 * of a `oneOf`. Where it has come to its end, the code that follows it is run.
 */
import { isDefined, takesParameters } from './expression.ts';
import type { Expressions } from './expression.ts';
import type { Application, Expression, Let } from './ir.ts';
import { ModelError } from './model-error.ts';
import { bind, mangled, placeIn } from './scope.ts';
import type { Scope } from './scope.ts';

export class Actions {
  private readonly expressions: Expressions;

  constructor(expressions: Expressions) {
    this.expressions = expressions;
  }

  /** Statements that run `next` after each way in which the action can happen. */
  statements(e: Expression, scope: Scope, next: string): string {
    if (e.kind === 'name' && isAction(scope, e.name)) return `${mangled(e.name)}(()=>{${next}});`;
    if (e.kind === 'let') return this.binding(e, scope, next);
    if (e.kind === 'app') return this.application(e, scope, next);
    return `if(${this.expressions.code(e, scope)}){${next}}`;
  }

  private application(e: Application, scope: Scope, next: string): string {
    const { opcode, args } = e;
    switch (opcode) {
      case 'actionAll':
        return args.reduceRight<string>((rest, arg) => this.statements(arg, scope, rest), next);
      case 'actionAny':
        return args.map((arg) => this.statements(arg, scope, next)).join('');
      case 'assign':
        return this.assignment(e, scope, next);
      case 'ite':
        return this.choice(args, scope, next);
      case 'matchVariant':
        return this.match(e, scope, next);
      default:
        if (isAction(scope, opcode)) return this.call(e, scope, next);
        return `if(${this.expressions.code(e, scope)}){${next}}`;
    }
  }

  private assignment({ args, at }: Application, scope: Scope, next: string): string {
    const [target, value] = args;
    const variable = target?.kind === 'name' ? scope.program.variables.indexOf(target.name) : -1;
    if (variable < 0 || value === undefined) throw new ModelError('what is assigned is no variable', placeIn(scope.known, at));
    const loose = target?.kind === 'name' && scope.program.loose.has(target.name) && value.kind === 'app';
    const code = loose ? this.expressions.record(value, scope) : this.expressions.code(value, scope);
    return `N[${variable}]=${code};${next}`;
  }

  private choice([test, yes, no]: readonly Expression[], scope: Scope, next: string): string {
    const then = this.statements(yes!, scope, next);
    return `if(${this.expressions.code(test!, scope)}){${then}}else{${this.statements(no!, scope, next)}}`;
  }

  private match({ args, at }: Application, scope: Scope, next: string): string {
    const [value, ...cases] = args;
    const v = scope.fresh();
    const where = JSON.stringify(placeIn(scope.known, at));
    let rest = `R.unmatched(${where});`;
    for (let i = cases.length - 2; i >= 0; i -= 2) {
      const [tag, branch] = [cases[i], cases[i + 1]];
      if (tag?.kind !== 'str' || branch?.kind !== 'lambda') throw new ModelError('a case of match is no case', placeIn(scope.known, at));
      const inner = bind(scope, branch.params);
      const taken = `${inner.bound.map((name) => `const ${name}=${v}.parts[0];`).join('')}${this.statements(branch.expr, inner.scope, next)}`;
      rest = tag.value === '_' ? `{${taken}}` : `if(${v}.shape.names[0]===${JSON.stringify(tag.value)}){${taken}}else{${rest}}`;
    }
    return `{const ${v}=${this.expressions.code(value!, scope)};${rest}}`;
  }

  private binding({ opdef, expr }: Let, scope: Scope, next: string): string {
    const { scope: inner, bound } = bind(scope, [opdef.name]);
    const name = bound[0]!;
    if (opdef.qualifier !== 'nondet') {
      return `{const ${name}=${this.expressions.code(opdef.expr, scope)};${this.statements(expr, inner, next)}}`;
    }
    const { expr: from } = opdef;
    if (from.kind !== 'app' || from.opcode !== 'oneOf') {
      throw new ModelError(`${opdef.name} is not picked by oneOf`, placeIn(scope.known, opdef.at));
    }
    const set = this.expressions.code(from.args[0]!, scope);
    return `for(const ${name} of ${set}.parts){${this.statements(expr, inner, next)}}`;
  }

  /** The outermost action that is called gives the step its name, its arguments the parameters. */
  private call({ opcode, args }: Application, scope: Scope, next: string): string {
    const names = args.map(() => scope.fresh());
    const values = args.map((arg, i) => `const ${names[i]}=${this.expressions.code(arg, scope)};`).join('');
    return `{${values}T.enter(${JSON.stringify(opcode)},[${names.join(',')}]);${mangled(opcode)}(${[...names, `()=>{${next}}`].join(',')});T.leave();}`;
  }
}

export function isAction(scope: Scope, name: string): boolean {
  return isDefined(scope, name) && scope.program.definitions.get(name)?.definition.qualifier === 'action';
}

/** The function of an action: its parameters, and what comes after it. `name`: the full name by which it is called. */
export function actionFunction(name: string, actions: Actions, scope: Scope): string {
  const { definition } = scope.known;
  const { expr } = definition;
  const inner = bind(scope, expr.kind === 'lambda' ? expr.params : []);
  const body = actions.statements(takesParameters(definition) && expr.kind === 'lambda' ? expr.expr : expr, inner.scope, 'K();');
  return `function ${mangled(name)}(${[...inner.bound, 'K'].join(',')}){${body}}`;
}
