/** The same machine in Murphi, checked by rumur: a second encoding and a second checker must count the same. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COUNTS, sizesOf } from './sizes.ts';

const SOURCE = readFileSync(new URL('../../../spec/formal/murphi/map_shared_pt.m', import.meta.url), 'utf8');
const LONG = 120_000;

function missing(): string | undefined {
  for (const tool of ['rumur', 'cc']) {
    if (spawnSync(tool, ['--version'], { stdio: 'ignore' }).status !== 0) return `${tool} is not installed`;
  }
  return undefined;
}

const reason = missing();
if (reason !== undefined) console.log(`tests/explore/quint/murphi: skipped, since ${reason}`);

/** States and fired rules, as the checker that rumur writes counts them. */
function counted(source: string): number[] {
  const folder = mkdtempSync(join(tmpdir(), 'ptshare-murphi-'));
  const [model, program, binary] = ['model.m', 'model.c', 'model'].map((name) => join(folder, name));
  try {
    writeFileSync(model!, source);
    execFileSync('rumur', ['--deadlock-detection', 'off', '--symmetry-reduction', 'off', '--threads', '1', '--output', program!, model!]);
    execFileSync('cc', ['-std=c11', '-O1', '-w', '-march=native', program!, '-o', binary!, '-lpthread', '-latomic']);
    const text = execFileSync(binary!, { encoding: 'utf8' });
    const [, states, rules] = /(\d+) states, (\d+) rules fired/u.exec(text) ?? [];
    return [Number(states), Number(rules)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The Murphi text for other sizes. */
function resized(sizes: Readonly<Record<string, number>>): string {
  return Object.entries(sizes).reduce(
    (text, [name, size]) => text.replace(new RegExp(`\\b${name}: \\d+;`, 'u'), `${name}: ${size};`),
    SOURCE,
  );
}

describe.skipIf(reason !== undefined)('rumur', () => {
  it.each(COUNTS)(
    'counts the states and transitions of %s as the compiled model has them',
    (text, states, transitions) => {
      expect(counted(resized(sizesOf(text)))).toEqual([states, transitions]);
    },
    LONG,
  );

  it(
    'counts otherwise where the two machines differ',
    () => {
      const forgetful = SOURCE.replace('flush_everywhere(f, s, i);', '');
      expect(forgetful).not.toBe(SOURCE);
      expect(counted(forgetful.replace('CPUS: 2', 'CPUS: 1').replace('INDICES: 2', 'INDICES: 1'))).not.toEqual([155, 1908]);
    },
    LONG,
  );
});
