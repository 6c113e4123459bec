import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allRules } from '../../spec/index.ts';
import { generatedPages } from '../../tools/generate-docs.ts';

describe('docs/generated', () => {
  it.each(Object.entries(generatedPages()))('%s is what the sources say: else run npm run generate', (name, text) => {
    const written = readFileSync(new URL(`../../docs/generated/${name}`, import.meta.url), 'utf8');
    expect(written === text, name).toBe(true);
  });

  it.each(Object.entries(generatedPages()).filter(([name]) => name === 'rules.md' || name === 'matrix.md'))(
    '%s names every rule',
    (_name, text) => {
      expect(allRules.filter(({ id }) => !text.includes(`${id}\n`) && !text.includes(`[${id}]`))).toEqual([]);
    },
  );
});
