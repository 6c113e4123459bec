import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileModel } from '../../../explore/quint/compile.ts';
import type { Definition, Expression, Ir } from '../../../explore/quint/ir.ts';
import { readIr } from '../../../explore/quint/ir.ts';
import { quintModel } from '../../../explore/quint/model.ts';
import { knownOperators } from '../../../explore/quint/operators.ts';
import { explore } from '../../../explore/explore.ts';
import { irOf, quint } from '../../../tools/quint.ts';

const FILE = fileURLToPath(new URL('operators.qnt', import.meta.url));
const LONG = 60_000;

let ir: Ir;
beforeAll(() => {
  ir = readIr(irOf(FILE));
}, LONG);

/** A model of one definition beside what a model needs. */
function tiny(expr: Expression): Ir {
  const assign: Expression = { kind: 'app', opcode: 'assign', args: [{ kind: 'name', name: 'tiny::x' }, expr], at: '7:3' };
  const def = (name: string, qualifier: Definition['qualifier'], body: Expression): Definition => ({
    kind: 'def',
    name,
    qualifier,
    at: '5:1',
    expr: body,
  });
  const list = (opcode: string): Expression => ({ kind: 'app', opcode, args: [] });
  return {
    format: 1,
    quint: '0',
    modules: [
      {
        name: 'tiny',
        file: 'tiny.qnt',
        declarations: [
          { kind: 'var', name: 'x' },
          def('init', 'action', assign),
          def('step', 'action', assign),
          def('invariants', 'val', list('and')),
          def('witnesses', 'val', list('or')),
        ],
      },
    ],
  };
}

const one: Expression = { kind: 'int', value: 1 };
const app = (opcode: string, ...args: Expression[]): Expression => ({ kind: 'app', opcode, args, at: '7:12' });

describe('what is compiled', () => {
  it(
    'means the same as in Quint, operator by operator',
    async () => {
      expect(quint('test', '--backend', 'typescript', '--main', 'operators', FILE)).toContain('1 passing');
      const compiled = compileModel(ir, { module: 'operators', sizes: {} });
      const model = quintModel(compiled, { name: 'operators' });
      const found = await explore(model, { goOn: true });
      expect(found.violations.map(({ property }) => property)).toEqual([]);
      // x is 0 to 6; by 11 bumps, and one way each from 3, 1 and 5.
      expect([found.states, found.transitions]).toEqual([7, 14]);
      expect(model.met).toEqual(new Set(['reachesSix']));
    },
    LONG,
  );

  it('is every operator that is known', () => {
    const text = JSON.stringify(ir);
    expect(knownOperators().filter((name) => !text.includes(`"opcode":"${name}"`))).toEqual([]);
  });

  it('finds a claim that is false', async () => {
    const twisted = JSON.parse(JSON.stringify(ir).replaceAll('"opcode":"intersect"', '"opcode":"union"')) as unknown;
    const model = quintModel(compileModel(readIr(twisted), { module: 'operators', sizes: {} }), { name: 'twisted' });
    const found = await explore(model);
    expect(found.violations.map(({ property, steps }) => [property, steps.length])).toEqual([['sets', 0]]);
  });
});

describe('what cannot be compiled', () => {
  it('is an operator that is not known, told with its place', () => {
    expect(() => compileModel(tiny(app('powerset', one)), { module: 'tiny', sizes: {} })).toThrow(
      'the operator powerset is not known (tiny::init, tiny.qnt:7:12)',
    );
    // As a name of Object.prototype it is no operator either.
    expect(() => compileModel(tiny(app('constructor', one)), { module: 'tiny', sizes: {} })).toThrow(
      'the operator constructor is not known',
    );
  });

  it('is a name that is not known, or a constant without a size', () => {
    expect(() => compileModel(tiny({ kind: 'name', name: 'nobody', at: '7:12' }), { module: 'tiny', sizes: {} })).toThrow(
      'the name nobody is not known (tiny::init, tiny.qnt:7:12)',
    );
    const sized = tiny(one);
    const [first, ...rest] = sized.modules;
    const withConstant = {
      ...sized,
      modules: [{ ...first!, declarations: [...first!.declarations, { kind: 'const' as const, name: 'N' }] }, ...rest],
    };
    expect(() => compileModel(withConstant, { module: 'tiny', sizes: {} })).toThrow('the constant tiny::N has no size');
    expect(() => compileModel(withConstant, { module: 'tiny', sizes: { N: 2 } })).not.toThrow();
  });

  it('is a replacement that fits nothing, or is of another type', () => {
    const known = (type: string): ReadonlyMap<string, { module: Ir['modules'][number]; definition: Definition }> => {
      const definition: Definition = { kind: 'def', name: 'double', qualifier: 'puredef', type, expr: one };
      return new Map([['operators::double', { module: ir.modules[0]!, definition }]]);
    };
    expect(() => compileModel(ir, { module: 'operators', sizes: {}, replaced: known('other') })).toThrow('is not of its type');
    const renamed = new Map([['operators::triple', [...known('other').values()][0]!]]);
    expect(() => compileModel(ir, { module: 'operators', sizes: {}, replaced: renamed })).toThrow(
      'there is no definition operators::triple',
    );
  });

  it('is no intermediate form at all', () => {
    expect(() => readIr({ format: 2 })).toThrow('not the intermediate form');
  });
});

describe('what goes wrong while a model runs', () => {
  const start = (expr: Expression): void => void compileModel(tiny(expr), { module: 'tiny', sizes: {} }).initial();
  const big: Expression = { kind: 'int', value: Number.MAX_SAFE_INTEGER };

  it('is told with its place', () => {
    const map = app('mapBy', app('Set', one), { kind: 'lambda', params: ['k'], expr: one });
    expect(() => start(app('get', map, { kind: 'int', value: 2 }))).toThrow('a map has no such key (tiny::init, tiny.qnt:7:12)');
    expect(() => start(app('set', map, { kind: 'int', value: 2 }, one))).toThrow('a map has no such key (tiny::init, tiny.qnt:7:12)');
  });

  it('is arithmetic that is not exact', () => {
    expect(() => start(app('iadd', big, one))).toThrow('leaves the range that is exact');
    expect(() => start(app('idiv', one, { kind: 'int', value: 0 }))).toThrow('division by zero');
    expect(() => start(app('isub', big, one))).not.toThrow();
  });

  it('is a variable that an action leaves without a value', () => {
    const { modules } = tiny(one);
    const declarations = [...modules[0]!.declarations, { kind: 'var' as const, name: 'y' }];
    const model = compileModel({ format: 1, quint: '0', modules: [{ ...modules[0]!, declarations }] }, { module: 'tiny', sizes: {} });
    expect(() => model.initial()).toThrow('init leaves tiny::y without a value');
  });
});
