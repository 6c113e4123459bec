import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { allMutants } from '../../mutants/index.ts';
import { allRules, profiles } from '../../spec/index.ts';
import { rulesHash, ruleIndex } from '../../tools/generate-rule-index.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const ids = new Set(allRules.map((r) => r.id));

function read(path: string): string {
  return readFileSync(root + path, 'utf8');
}

/** The text of every TypeScript file of a room. */
function room(name: string): string[] {
  return readdirSync(root + name, { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.ts'))
    .map((f) => read(`${name}/${f}`));
}

function stories(): { id: string; rules: string[] }[] {
  return readdirSync(`${root}suites`, { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.json'))
    .map((f) => JSON.parse(read(`suites/${f}`)) as { id: string; rules: string[] });
}

const tagged = new Set(room('reference').flatMap((text) => [...text.matchAll(/@rule ([a-z-]+)/gu)].map((m) => m[1]!)));
const told = new Set(stories().flatMap((s) => s.rules));
const caught = new Set(allMutants.flatMap((m) => m.rules));
const anchors = new Set([...read('docs/questions.md').matchAll(/^## (q-[a-z-]+)$/gmu)].map((m) => m[1]!));

describe('what cites what', () => {
  test('the generated index and hash are fresh (npm run generate)', () => {
    expect(read('spec/rules/index.ts')).toBe(ruleIndex());
    expect(read('spec/rules/hash.ts')).toBe(rulesHash());
  });

  test('ids are unique, and the file is named like the rule', () => {
    const files = readdirSync(`${root}spec/rules`).map((f) => f.replace(/\.ts$/u, ''));
    expect(files.filter((f) => f !== 'index' && f !== 'hash').toSorted()).toEqual([...ids].toSorted());
  });

  test('tags, stories and mutants name rules that exist', () => {
    for (const set of [tagged, told, caught]) expect([...set].filter((id) => !ids.has(id))).toEqual([]);
  });

  test.each([...ids])('%s has a tag in the reference and a story', (id) => {
    expect({ tag: tagged.has(id), story: told.has(id) }).toEqual({ tag: true, story: true });
  });

  test('every question that a rule, a profile or the reference cites is explained, and every explained one is cited', () => {
    const cited = new Set(allRules.flatMap((r) => r.questions ?? []));
    for (const p of profiles) for (const q of Object.keys(p.choices)) cited.add(q);
    for (const text of [...room('reference'), ...room('spec')]) for (const m of text.matchAll(/\bq-[a-z]+(?:-[a-z]+)*/gu)) cited.add(m[0]);
    expect([...cited].toSorted()).toEqual([...anchors].toSorted());
  });
});
