import { readFileSync } from 'node:fs';
import { format } from 'prettier';
import { describe, expect, test } from 'vitest';
import { parseTrace } from '../../schemas/validate.ts';
import { generateTraces } from '../../suites/generate.ts';
import { storyText } from '../../suites/story-text.ts';
import { shippedStories } from '../../suites/targets.ts';

const generated = [...generateTraces({ seed: 5, count: 30, generation: 'map-shared-pt' })];

describe('the text of a story', () => {
  const formatted = (text: string): Promise<string> => format(text, { parser: 'json', printWidth: 140 });

  test('is laid out as prettier does, for stories and generated traces', async () => {
    const stories = shippedStories('errors')
      .slice(0, 20)
      .map(({ path }) => parseTrace(readFileSync(path), path));
    for (const trace of [...stories, ...generated]) {
      const text = storyText(trace);
      expect(JSON.parse(text)).toEqual(trace);
      expect(await formatted(text)).toBe(text);
    }
  });

  test('in corner cases too', async () => {
    const [trace] = generated;
    if (trace === undefined) return;
    const look = { call: 'table-bytes' } as const;
    for (const length of [80, 90, 95, 96, 97, 98, 99, 100, 101, 102, 103, 104, 105, 110]) {
      const step = { call: 'load', process: 'A', addr: 'buf', note: 'x'.repeat(length) } as const;
      for (const steps of [[step], [look], [look, look], [step, look], [step, step]]) {
        const text = storyText({ ...trace, rules: [], files: {}, steps });
        expect(await formatted(text)).toBe(text);
      }
    }
  });
});
