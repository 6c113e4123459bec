import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { conform } from '../../conform.ts';
import { traceFromItf } from '../../refine/itf.ts';
import { InputError } from '../../schemas/input-error.ts';
import { quint } from '../../tools/quint.ts';

const MODEL = fileURLToPath(new URL('../../spec/formal/small.qnt', import.meta.url));
const LONG = 60_000;

interface Itf {
  states: Record<string, unknown>[];
}

const runs: string[] = [];
beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'ptshare-itf-'));
  try {
    const options = ['--backend', 'typescript', '--n-traces', '8', '--max-samples', '8', '--max-steps', '20', '--seed', '77'];
    quint('run', ...options, '--mbt', '--out-itf', join(folder, 'run_{seq}.itf.json'), MODEL);
    for (const name of readdirSync(folder).toSorted()) runs.push(readFileSync(join(folder, name), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}, LONG);

/** The error that importing a changed run gives. */
function refusal(change: (itf: Itf) => void): { code: string; pointer: string } {
  const itf = JSON.parse(runs[0]!) as Itf;
  change(itf);
  try {
    traceFromItf(itf, 'changed');
  } catch (error) {
    if (error instanceof InputError) return { code: error.code, pointer: error.pointer };
    throw error;
  }
  throw new Error('it was taken');
}

async function violatedBy(traces: readonly unknown[], body: string): Promise<string[]> {
  const { rules } = await conform(traces, body);
  return rules.filter(({ violated }) => violated > 0).map(({ id }) => id);
}

describe("Quint's runs of the formal model", () => {
  it('become traces, with the calls that the model took', () => {
    expect(runs).toHaveLength(8);
    const actions = new Map([
      ['access', ['load', 'store']],
      ['protectPage', ['mprotect']],
      ['fork', ['fork']],
      ['exit', ['exit']],
      ['reclaim', ['madvise']],
      ['attach', ['mmap']],
    ]);
    for (const [action, calls] of actions) {
      const taken = runs.flatMap((run) => (JSON.parse(run) as Itf).states).filter((state) => state['mbt::actionTaken'] === action);
      const steps = runs.flatMap((run, i) => traceFromItf(JSON.parse(run), `run-${i}`).steps).filter(({ call }) => calls.includes(call));
      expect(steps.length, action).toBe(taken.length);
      expect(taken.length, action).toBeGreaterThan(0);
    }
  });

  it('conform on the reference, and not on a body that is wrong', async () => {
    const traces = runs.map((run, i) => traceFromItf(JSON.parse(run), `run-${i}`));
    expect(await violatedBy(traces, 'reference')).toEqual([]);
    expect(await violatedBy(traces, 'mutant:hole-is-sigbus')).toEqual(['fault-kind']);
  });
});

describe('what is no run of the formal model', () => {
  it('is refused with its place', () => {
    const now = 'small::map_shared_pt::now';
    expect(refusal((itf) => (itf.states = []))).toEqual({ code: 'bad-itf', pointer: '/states' });
    expect(refusal((itf) => delete itf.states[1]!['mbt::actionTaken'])).toEqual({ code: 'bad-itf', pointer: '/states/1' });
    expect(refusal((itf) => (itf.states[1]!['mbt::actionTaken'] = 'remount'))).toEqual({
      code: 'bad-itf',
      pointer: '/states/1/mbt::actionTaken',
    });
    expect(refusal((itf) => (itf.states[1]!['mbt::nondetPicks'] = {})).pointer).toBe('/states/1/mbt::nondetPicks');
    expect(refusal((itf) => delete itf.states[0]![now])).toEqual({ code: 'bad-itf', pointer: '/states/0' });
    expect(refusal((itf) => (itf.states[0]![now] = 7))).toEqual({ code: 'bad-itf', pointer: '/states/0' });
    expect(refusal((itf) => (itf.states[0]![now] = { tlb: { '#map': [[1]] } })).pointer).toBe(`/states/0/${now}/tlb/#map/0`);
    expect(refusal((itf) => (itf.states[0]![now] = { '#bigint': '9007199254740993' })).pointer).toBe(`/states/0/${now}/#bigint`);
  });
});
