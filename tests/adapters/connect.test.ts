import { describe, expect, it } from 'vitest';
import { connect } from '../../adapters/connect.ts';
import { mutants } from '../../mutants/index.ts';
import { validateTrace } from '../../schemas/validate.ts';
import { traceOf } from '../schemas/traces.ts';

describe('connect', () => {
  it.each([
    ['referense', 'unknown-body', /did you mean "reference"\?/u],
    ['mutants:x', 'unknown-body', /did you mean "mutant:"\?/u],
    ['module:', 'unknown-body', /module:<path>/u],
    ['./body', 'unknown-body', /^a program is named exec:\.\/body; write reference/u],
    ['out/body.mjs', 'unknown-body', /^a module is named module:out\/body\.mjs;/u],
    ['package.json', 'unknown-body', /^a program is named exec:\.\/package\.json;/u],
    ['no-such-body', 'unknown-body', /^known: reference/u],
    ['', 'unknown-body', /reference/u],
    ['constructor', 'unknown-body', /reference/u],
    ['mutant:flush-own-cpus', 'unknown-mutant', /did you mean "flush-own-cpu"\?/u],
    ['module:none.mjs', 'no-such-file', /none\.mjs/u],
    ['module:body.json', 'bad-module', /\.mjs/u],
  ])('refuses %j', async (name, code, hint) => {
    await expect(connect(name)).rejects.toMatchObject({ name: 'InputError', code, hint: expect.stringMatching(hint) });
  });

  it('finds every mutant', async () => {
    for (const { name } of mutants) {
      const stage = await connect(`mutant:${name}`);
      expect(await stage.perform(validateTrace(traceOf()))).toMatchObject({ status: 'complete' });
      await stage.stop();
    }
    expect(mutants.length).toBeGreaterThan(10);
  });

  it('shows snapshots, unless told not to look', async () => {
    for (const look of ['always', 'never'] as const) {
      const stage = await connect('reference', { look });
      const { entries } = await stage.perform(validateTrace(traceOf()));
      expect(entries.every((entry) => (entry.snapshot !== undefined) === (look === 'always'))).toBe(true);
    }
  });
});
