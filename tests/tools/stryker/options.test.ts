import { describe, expect, test } from 'vitest';
import { HELP, optionsOf } from '../../../tools/stryker/options.ts';

describe('what is asked of stryker', () => {
  test('is read, with defaults', () => {
    expect(optionsOf(['spec/rules', '--survivors', '--stories', 'a,b'])).toMatchObject({
      paths: ['spec/rules'],
      survivors: true,
      stories: ['a', 'b'],
      hunt: false,
      concurrency: 2,
    });
    expect(optionsOf(['--hunt', '--seed', '7', '--most', '20'])).toMatchObject({ hunt: true, seed: 7, most: 20, stories: undefined });
  });

  test('is help, which names every option, or wrong', () => {
    expect(optionsOf(['--help'])).toEqual({ help: HELP, wrong: false });
    const options = optionsOf([]);
    for (const name of Object.keys(options)) if (name !== 'paths') expect(HELP).toContain(`--${name}`);
    for (const args of [['--most', '0'], ['--seed', '-1'], ['--concurrency', '1e2'], ['--nonsense'], ['--traces', '']])
      expect(optionsOf(args), args.join(' ')).toMatchObject({ wrong: true });
    expect(optionsOf(['--most', 'x'])).toMatchObject({ help: expect.stringMatching(/^--most x: give a whole number of at least 1\n/u) });
  });
});
