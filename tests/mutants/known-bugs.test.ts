/** docs/known-bugs.md and the mutants: each stands for the other. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mutants } from '../../mutants/index.ts';

const page = readFileSync('docs/known-bugs.md', 'utf8');
const [faults = '', beside = ''] = page.split('## Mutants beside these');
const LINK = /\[([a-z0-9-]+)\]\(\.\.\/mutants\/([a-z0-9-]+)\.ts\)/gu;

function named(text: string): string[] {
  return [...text.matchAll(LINK)].map(([, name = '', target]) => {
    expect(target).toBe(name);
    return name;
  });
}

/** The cells of the tables, without their heads. */
const rows = faults
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:Fault|-)/u.test(line))
  .map((line) =>
    line
      .slice(1, -1)
      .split(' | ')
      .map((cell) => cell.trim()),
  );

describe('docs/known-bugs.md', () => {
  it('names every mutant that there is, and no other', () => {
    const names = mutants.map(({ name }) => name);
    expect([...new Set(named(page))].toSorted()).toEqual(names.toSorted());
    for (const [, name] of page.matchAll(/`([a-z]+(?:-[a-z]+)+)`/gu)) expect(names).toContain(name);
  });

  it('lists below what stands for none of the faults, once', () => {
    const above = new Set(named(faults));
    const below = named(beside);
    expect(below.filter((name) => above.has(name))).toEqual([]);
    expect(below).toEqual([...new Set(below)].toSorted());
  });

  it('gives each fault its source, and its mutant or a sentence', () => {
    for (const row of rows) {
      const [fault, source = '', mutant = ''] = row;
      expect(row, fault).toHaveLength(3);
      expect(source, fault).not.toBe('');
      expect(mutant.startsWith('— ') ? mutant.length >= 10 : named(mutant).length > 0, fault).toBe(true);
    }
  });

  it('counts its faults right, and at least 45 have a mutant', () => {
    const told = /(\d+) of the (\d+) faults below have a mutant/u.exec(page)?.slice(1).map(Number);
    const covered = rows.filter(([, , mutant = '']) => named(mutant).length > 0).length;
    expect(told).toEqual([covered, rows.length]);
    expect(covered).toBeGreaterThanOrEqual(45);
  });
});
