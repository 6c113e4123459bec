/** The built-in operators that are compiled. What is not here is a compile error. */
import type { Expression } from './ir.ts';

/** What an operator is compiled with. */
export interface Emit {
  /** The expression as code. */
  readonly code: (expression: Expression) => string;
  /** A lambda, or the name of an operator, as a function. */
  readonly fn: (expression: Expression) => string;
  /** Source text of a shape that is made once. */
  readonly shape: (kind: 'record' | 'variant', names: readonly string[]) => string;
  /** The place of the application, as a string literal. */
  readonly where: string;
  /** A new name. */
  readonly fresh: () => string;
}

type Operator = (args: readonly Expression[], emit: Emit) => string;

/** `empty`: what it is of no arguments at all. */
const infix =
  (sign: string, empty = ''): Operator =>
  (args, { code }) =>
    args.length === 0 ? empty : `(${args.map((arg) => code(arg)).join(sign)})`;

const exact =
  (sign: string): Operator =>
  ([a, b], { code }) =>
    `R.exact(${code(a!)}${sign}${code(b!)})`;

/** All arguments are values. */
const call =
  (name: string): Operator =>
  (args, { code }) =>
    `R.${name}(${args.map((arg) => code(arg)).join(',')})`;

/** The last argument is an operator. */
const callWith =
  (name: string): Operator =>
  (args, { code, fn }) =>
    `R.${name}(${args.map((arg, i) => (i === args.length - 1 ? fn(arg) : code(arg))).join(',')})`;

/** All arguments are values, and it may fail. */
const placed =
  (name: string): Operator =>
  (args, { code, where }) =>
    `R.${name}(${args.map((arg) => code(arg)).join(',')},${where})`;

const list =
  (name: string): Operator =>
  (args, { code }) =>
    `R.${name}([${args.map((arg) => code(arg)).join(',')}])`;

function literal(expression: Expression | undefined): string {
  return expression !== undefined && 'value' in expression ? String(expression.value) : '';
}

/** The names and the values of `Rec("a", 1, "b", 2)`, by name. */
const record: Operator = (args, { code, shape }) => {
  const fields: { name: string; value: Expression }[] = [];
  for (let i = 0; i + 1 < args.length; i += 2) fields.push({ name: literal(args[i]), value: args[i + 1]! });
  fields.sort((a, b) => (a.name < b.name ? -1 : 1));
  const names = fields.map(({ name }) => name);
  return `R.shaped(${shape('record', names)},[${fields.map(({ value }) => code(value)).join(',')}])`;
};

const match: Operator = ([value, ...cases], { code, fn, where, fresh }) => {
  const v = fresh();
  let rest = `R.unmatched(${where})`;
  for (let i = cases.length - 2; i >= 0; i -= 2) {
    const taken = `${fn(cases[i + 1]!)}(${v}.parts[0])`;
    const tag = literal(cases[i]);
    rest = tag === '_' ? taken : `${v}.shape.names[0]===${JSON.stringify(tag)}?${taken}:${rest}`;
  }
  return `((${v})=>${rest})(${code(value!)})`;
};

const OPERATORS: Readonly<Record<string, Operator>> = {
  and: infix('&&', 'true'),
  or: infix('||', 'false'),
  not: ([a], { code }) => `!${code(a!)}`,
  implies: ([a, b], { code }) => `(!${code(a!)}||${code(b!)})`,
  iff: infix('==='),
  eq: infix('==='),
  neq: infix('!=='),
  ite: ([test, yes, no], { code }) => `(${code(test!)}?${code(yes!)}:${code(no!)})`,
  iadd: exact('+'),
  isub: exact('-'),
  imul: exact('*'),
  idiv: call('divide'),
  imod: call('remainder'),
  iuminus: ([a], { code }) => `(0-${code(a!)})`,
  ilt: infix('<'),
  ilte: infix('<='),
  igt: infix('>'),
  igte: infix('>='),
  Tup: list('tuple'),
  item: ([tuple, index], { code }) => `${code(tuple!)}.parts[${Number(literal(index)) - 1}]`,
  Rec: record,
  field: ([rec, name], { code }) => `R.field(${code(rec!)},${JSON.stringify(literal(name))})`,
  with: ([rec, name, value], { code }) => `R.with(${code(rec!)},${JSON.stringify(literal(name))},${code(value!)})`,
  variant: ([tag, value], { code, shape }) => `R.shaped(${shape('variant', [literal(tag)])},[${code(value!)}])`,
  matchVariant: match,
  Set: list('set'),
  to: call('range'),
  contains: call('contains'),
  in: ([element, set], { code }) => `R.contains(${code(set!)},${code(element!)})`,
  union: call('union'),
  intersect: call('intersect'),
  exclude: call('exclude'),
  subseteq: call('subset'),
  size: ([set], { code }) => `${code(set!)}.parts.length`,
  filter: callWith('filter'),
  map: callWith('image'),
  exists: callWith('exists'),
  forall: callWith('forall'),
  fold: callWith('fold'),
  flatten: call('flatten'),
  tuples: list('tuples'),
  Map: list('map'),
  setToMap: ([pairs], { code }) => `R.map(${code(pairs!)}.parts)`,
  mapBy: callWith('mapBy'),
  keys: call('keys'),
  get: placed('get'),
  set: placed('setAt'),
  put: call('put'),
  setBy: ([map, key, change], { code, fn, where }) => `R.setBy(${code(map!)},${code(key!)},${fn(change!)},${where})`,
};

/** undefined for an operator that is not known. */
export function operatorOf(opcode: string): Operator | undefined {
  return Object.hasOwn(OPERATORS, opcode) ? OPERATORS[opcode] : undefined;
}

/** The operators that are known, for the message about one that is not. */
export function knownOperators(): readonly string[] {
  return Object.keys(OPERATORS);
}
