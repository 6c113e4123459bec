import { describe, expect, test } from 'vitest';
import { QUESTIONS, allRules, generations, profiles } from '../../spec/index.ts';
import { ptshare } from './shell.ts';

describe('list', () => {
  test.each([
    ['rules', allRules.map((rule) => rule.id)],
    ['profiles', profiles.map((profile) => profile.id)],
    ['questions', Object.keys(QUESTIONS)],
    ['generations', generations.map((generation) => generation.id)],
    ['formats', ['text', 'json', 'junit', 'ktap', 'markdown']],
  ])('%s', async (what, names) => {
    const { code, out } = await ptshare(['list', what, '--json']);
    expect(code).toBe(0);
    const listed = (JSON.parse(out) as Record<string, string>[]).map((item) => item[what === 'rules' ? 'id' : 'name'] ?? '');
    expect(listed.toSorted()).toEqual([...names].toSorted());
    const text = await ptshare(['list', what]);
    for (const name of names) expect(text.out).toMatch(new RegExp(`^ *${name} `, 'mu'));
  });

  test('bodies can all be connected by the names listed', async () => {
    const { out } = await ptshare(['list', 'bodies', '--json']);
    const names = (JSON.parse(out) as { name: string }[]).map((item) => item.name);
    expect(names).toContain('reference');
    expect(names).toContain('private-tables');
    const mutant = names.find((name) => name.startsWith('mutant:')) ?? '';
    expect((await ptshare(['replay', 'eligible-one-slot', '--on', mutant, '--no-tables'])).code).toBeLessThan(2);
  });

  test('suites by theme; nothing is wider than 100 columns', async () => {
    const { out } = await ptshare(['list', 'suites']);
    expect(out).toMatch(/^protection$/mu);
    expect(out).toMatch(/^ {2}eligible-one-slot /mu);
    expect(out.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  test('counts, where nothing is named; nonsense is refused', async () => {
    expect(JSON.parse((await ptshare(['list', '--json'])).out)).toMatchObject({ rules: allRules.length, formats: 5 });
    expect((await ptshare(['list'])).out).toMatch(new RegExp(`^rules +${allRules.length}$`, 'mu'));
    expect((await ptshare(['list', 'planets'])).code).toBe(2);
  });
});

describe('explain', () => {
  test('a rule, its source, its stories, its mutants and its examples', async () => {
    const { code, out } = await ptshare(['explain', 'one-table-per-slot']);
    expect(code).toBe(0);
    expect(out).toMatch(/^one-table-per-slot\n {2}In each slot /u);
    expect(out).toMatch(/^ {2}stories +\S*five-sharers-one-leaf-table|five-sharers-one-leaf-table/mu);
    expect(out).toMatch(/^ {2}broken by +mutant:/mu);
    expect(out).toContain('It holds here:');
    expect(out).toContain('It is violated here, at the last step:');
  });

  test('the tables, where a rule looks at them: the host has the leaf table of the guests, and another one where the rule is broken', async () => {
    const { out } = await ptshare(['explain', 'one-table-per-slot']);
    const [holds = '', breaks = ''] = out.split('It is violated here');
    expect(holds).toMatch(/PTE (t\d+) ⟵ A, B, host of db, refs 3$/mu);
    expect(breaks).toMatch(/PTE t\d+ ⟵ A, B, refs 2$/mu);
    expect((await ptshare(['explain', 'share-type-required'])).out).not.toContain('PTE t');
  });

  test('rules of all families can be explained', async () => {
    for (const { id, source } of allRules.filter((_rule, i) => i % 9 === 0)) {
      const { code, out } = await ptshare(['explain', id, '--json']);
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ id, source, holds: { transcript: {} } });
    }
  });

  test('a rule that is not there: the nearest name', async () => {
    const { code, err } = await ptshare(['explain', 'align-strat']);
    expect(code).toBe(2);
    expect(err).toContain('unknown-rule');
    expect(err).toContain('align-start');
  });
});

describe('help', () => {
  test.each(['run', 'replay', 'check', 'list', 'explain', 'merge', 'shrink', 'detect'])(
    '%s --help has examples and exit codes',
    async (name) => {
      const { code, out } = await ptshare([name, '--help']);
      expect(code).toBe(0);
      expect(out).toContain(`Usage: ptshare ${name}`);
      expect(out).toContain(`Examples:\n  ptshare ${name}`);
      expect(out).toContain('Exit codes:\n  0 ');
      expect((await ptshare(['help', name])).out).toBe(out);
    },
  );

  test('the examples in the help texts are command lines that are understood', async () => {
    for (const name of ['replay', 'check', 'list', 'explain']) {
      const { out } = await ptshare([name, '--help']);
      const examples = [...out.matchAll(/^ {2}ptshare (.*?)(?: {2,}.*)?$/gmu)].map(([, line = '']) => line.split(' '));
      for (const argv of examples.filter((words) => !words.some((word) => /my-|corpus|module:|exec:/u.test(word)))) {
        expect((await ptshare(argv)).code, argv.join(' ')).toBeLessThan(2);
      }
    }
  });

  test('no command: the help, and the exit code of bad input', async () => {
    const { code, err } = await ptshare([]);
    expect(code).toBe(2);
    expect(err).toContain('Usage: ptshare');
  });

  test('--version', async () => {
    expect((await ptshare(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/u);
    expect((await ptshare(['-V'])).code).toBe(0);
  });
});
