import { expect, test } from 'vitest';
import { conform, render } from '../index.ts';
import { InputError } from '../schemas/input-error.ts';
import { STORY } from './cli/shell.ts';

test('validate, perform, judge, tally, render', async () => {
  const report = await conform([STORY], 'reference');
  expect(report).toMatchObject({
    conclusion: 'conforming',
    traces: { total: 1, complete: 1 },
    steps: 4,
    body: { connectedAs: 'reference' },
  });
  expect(render('text', report)).toContain('CONFORMS');
});

test('a body with a vice', async () => {
  const report = await conform([STORY], 'mutant:errno-lost', { profile: 'strict' });
  expect(report).toMatchObject({ profile: 'strict', body: { connectedAs: 'mutant:errno-lost' } });
});

test('what cannot be taken is an InputError', async () => {
  await expect(conform([{ format: 2 }], 'reference')).rejects.toBeInstanceOf(InputError);
  await expect(conform([STORY], 'referee')).rejects.toBeInstanceOf(InputError);
  await expect(conform([STORY], 'reference', { generation: 'none' })).rejects.toBeInstanceOf(InputError);
});
