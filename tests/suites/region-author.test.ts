import { describe, expect, it } from 'vitest';
import { validateTrace } from '../../schemas/validate.ts';
import { generateTraces } from '../../suites/generate.ts';

const COMMON = ['close', 'exec', 'exit', 'fork', 'ftruncate', 'load', 'madvise', 'mprotect', 'open', 'pass-fd', 'present', 'read', 'store'];

/** What the calls of each generation are, beside those that any process makes. */
const OWN = {
  'msharefs-ioctl': ['ioctl', 'mmap', 'mount', 'munmap', 'unlink'],
  'mshare-protect': ['mshare_advise', 'mshare_attach', 'mshare_create', 'mshare_detach', 'mshare_map', 'mshare_protect', 'mshare_unmap'],
};

describe.each(Object.entries(OWN))('generated traces of %s', (generation, own) => {
  const traces = [...generateTraces({ seed: 5, count: 300, generation })];

  it('are valid, and of that generation', () => {
    for (const trace of traces) expect(validateTrace(trace).generation).toBe(generation);
  });

  it('make every call', () => {
    const made = new Set(traces.flatMap(({ steps }) => steps.map(({ call }) => call)));
    for (const call of [...COMMON, ...own]) expect(made).toContain(call);
  });

  it('are the same for the same seed, and others for another', () => {
    expect([...generateTraces({ seed: 5, count: 300, generation })]).toEqual(traces);
    expect([...generateTraces({ seed: 6, count: 300, generation })]).not.toEqual(traces);
  });

  it('have two processes with windows that both are used', () => {
    const users = traces.map(
      ({ steps }) => new Set(steps.flatMap((step) => (step.call === 'load' || step.call === 'store' ? [step.process] : []))),
    );
    expect(users.filter(({ size }) => size > 1).length).toBeGreaterThan(traces.length / 2);
  });
});
