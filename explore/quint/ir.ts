/**
 * Quint's intermediate form, as the project keeps it: modules with their definitions, every name resolved. A name with `::` in it is that
 * of a definition of a module (`host::leave`); one without is local, or an operator that is built in.
 */
import { InputError } from '../../schemas/input-error.ts';

/** Line and column in the file of the module, from 1: "31:5". */
export type Place = string;

export interface Literal {
  readonly kind: 'int' | 'bool' | 'str';
  readonly value: number | boolean | string;
}

export interface Name {
  readonly kind: 'name';
  readonly name: string;
  readonly at?: Place;
}

export interface Application {
  readonly kind: 'app';
  readonly opcode: string;
  readonly args: readonly Expression[];
  readonly at?: Place;
}

export interface Lambda {
  readonly kind: 'lambda';
  readonly params: readonly string[];
  readonly expr: Expression;
}

export interface Let {
  readonly kind: 'let';
  readonly opdef: Definition;
  readonly expr: Expression;
}

export type Expression = Literal | Name | Application | Lambda | Let;

export type Qualifier = 'pureval' | 'puredef' | 'val' | 'def' | 'action' | 'nondet' | 'run' | 'temporal';

export interface Definition {
  readonly kind: 'def';
  readonly name: string;
  readonly qualifier: Qualifier;
  readonly expr: Expression;
  /** A short name for its declared type: two definitions of one type can stand for each other. */
  readonly type?: string;
  readonly at?: Place;
}

export interface Variable {
  readonly kind: 'var';
  readonly name: string;
}

export interface Constant {
  readonly kind: 'const';
  readonly name: string;
}

export interface Module {
  readonly name: string;
  /** Name of its file, without a folder. */
  readonly file: string;
  readonly doc?: string;
  readonly declarations: readonly (Definition | Variable | Constant)[];
}

export interface Ir {
  readonly format: 1;
  /** The version of Quint that wrote it. */
  readonly quint: string;
  readonly modules: readonly Module[];
}

/** Takes what was written by `npm run generate`. Throws InputError where it is something else. */
export function readIr(value: unknown): Ir {
  const ir = value as Partial<Ir> | null;
  if (typeof ir === 'object' && ir !== null && ir.format === 1 && Array.isArray(ir.modules)) return ir as Ir;
  throw new InputError('bad-ir', 'this is not the intermediate form of a Quint model', { hint: 'write it with `npm run generate`' });
}

/** Name of a definition of a module. */
export function fullName(module: string, name: string): string {
  return `${module}::${name}`;
}
