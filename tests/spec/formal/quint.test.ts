/** The formal model in Quint's own hands, and whether what was made from it is fresh. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { stampIsFresh } from '../../../tools/generate-formal.ts';
import { quint } from '../../../tools/quint.ts';

const FOLDER = fileURLToPath(new URL('../../../spec/formal/', import.meta.url));
const LONG = 120_000;

describe('spec/formal', () => {
  it(
    'has the types that it says, and passes its own tests',
    () => {
      const text = quint('test', '--backend', 'typescript', '--max-samples', '20', '--seed', '1', `${FOLDER}stories.qnt`);
      expect(text).toContain(`${8 + 5 + 6 + 5 + 4 + 4 + 5} passing`);
    },
    LONG,
  );

  it(
    'keeps its invariants in random runs, and shows a witness there as violated when it is forbidden',
    () => {
      const run = (invariant: string): string =>
        quint(
          'run',
          '--backend',
          'typescript',
          '--invariant',
          invariant,
          '--max-samples',
          '50',
          '--max-steps',
          '20',
          '--seed',
          '1',
          `${FOLDER}small.qnt`,
        );
      expect(run('invariants')).toContain('[ok]');
      expect(() => run('not(twoReachOneTable)')).toThrow(/Command failed/u);
    },
    LONG,
  );

  it('is what the generated form was made from: else run npm run generate', () => {
    const generated = readFileSync(`${FOLDER}generated/model.ts`, 'utf8');
    expect(stampIsFresh(generated)).toBe(true);
    expect(stampIsFresh(generated.replace('"name":"machine"', '"name":"engine"'))).toBe(false);
  });

  it('tells the stories of every model', () => {
    const text = readFileSync(`${FOLDER}stories.qnt`, 'utf8');
    const names = readdirSync(FOLDER).filter((file) => file.endsWith('_test.qnt'));
    expect(names.filter((name) => !text.includes(`"./${name.replace('.qnt', '')}"`))).toEqual([]);
  });

  it('imports every broken model', () => {
    const text = readFileSync(`${FOLDER}everything.qnt`, 'utf8');
    const names = readdirSync(`${FOLDER}broken`).map((file) => file.replace('.qnt', ''));
    expect(names.filter((name) => !text.includes(`import ${name} from "./broken/${name}"`))).toEqual([]);
  });
});
