/** Programs of stories with regions of their own: without the interface they are skipped, with it they see what the suite sees. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { connect } from '../../adapters/connect.ts';
import { exportC } from '../../cli/export-c.ts';
import { oneTrace } from '../../cli/one-trace.ts';
import type { Trace, Transcript } from '../../schemas/generated/types.ts';
import { compileModule, withoutModule } from '../adapters/kernel/own-kernel-module.ts';
import { folder } from '../cli/shell.ts';
import { COMPILERS, compile, onLinux, runProgram, told } from './compile.ts';
import type { Run } from './compile.ts';
import { runInMachine, staticProgram } from './in-machine.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const canCompile = COMPILERS.length > 0 && onLinux;
const compiler = COMPILERS.find((name) => name === 'musl-gcc') ?? COMPILERS[0] ?? '';

/** By generation, and why a kernel without it has nothing to test. */
const STORIES = [
  ['msharefs-ioctl', 'descriptor-passed-on', /has no file system msharefs/u],
  ['msharefs-ioctl', 'placing-what-cannot-be-placed', /has no file system msharefs/u],
  ['msharefs', 'msharefs-mount-and-names', /has no file system msharefs/u],
  ['mshare-call', 'mshare-names-that-cannot-be-read', /has no file system msharefs/u],
  ['mshare-protect', 'created-with-flags', /have no numbers here \(see -D__NR_mshare_create\)/u],
] as const;

async function story(generation: string, id: string): Promise<Trace> {
  return (await oneTrace(id, generation)).trace;
}

function knowsMsharefs(): boolean {
  return readFileSync('/proc/filesystems', 'utf8').includes('\tmsharefs\n');
}

describe.skipIf(!canCompile)('a program of a story with regions', () => {
  it.each(STORIES)('%s: %s is silently compiled, and skipped where there is no such interface', async (generation, id, reason) => {
    const { text } = await exportC(await story(generation, id), 'reference');
    for (const name of COMPILERS) {
      const place = folder();
      expect(compile(text, place, name)).toBe('');
      if (knowsMsharefs()) continue;
      const { code, out } = runProgram(place);
      expect(code).toBe(4);
      expect(out).toMatch(new RegExp(`^TAP version 13\n1\\.\\.0 # SKIP .*${reason.source}`, 'u'));
    }
  });

  it('of a domain that fork inherits fails nowhere on a kernel that ignores the flag', async () => {
    const { text } = await exportC(await story('fork-domain', 'domain-refuses-what-is-not-aligned'), 'reference');
    const place = folder();
    expect(compile(text, place)).toBe('');
    const { code, lines } = runProgram(place);
    expect([0, 4]).toContain(code);
    expect(lines.every(({ ok }) => ok)).toBe(true);
  });
});

/** A denied access is told as SEGV_MAPERR by the module, and nothing else of these stories is amiss. */
const DENIED: ReadonlySet<string> = new Set(['inner-protection-read-only', 'placing-what-cannot-be-placed']);
const REGIONAL = [
  'attaching-where-the-kernel-chooses',
  'descriptor-passed-on',
  'exec-leaves-the-window',
  'fallocate-with-a-mode-or-an-offset',
  'forked-sharer',
  'holes-around-the-object',
  'information-file',
  'inner-protection-read-only',
  'mount-and-names',
  'name-used-again',
  'one-page-taken-out',
  'part-of-a-window-unmapped',
  'placing-what-cannot-be-placed',
  'region-file-is-not-read',
  'size-by-fallocate',
  'sized-to-zero',
  'taken-out-for-all-sharers',
];

describe.skipIf(!canCompile || withoutModule('6.1') !== undefined)('a program of msharefs-ioctl, where a module has the interface', () => {
  const place = mkdtempSync(join(tmpdir(), 'ptshare-test-'));
  const seen = new Map<string, { readonly tests: number; readonly transcript: Transcript }>();
  let runs = new Map<string, Run>();
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  beforeAll(async () => {
    const module = compileModule('private_windows.c', place);
    const programs = new Map<string, Uint8Array>();
    const stage = await connect(`qemu:?module=${module}`, { look: 'never' });
    try {
      for (const id of REGIONAL) {
        const trace = await story('msharefs-ioctl', id);
        const { text, tests } = await exportC(trace, 'reference');
        programs.set(id, staticProgram(text, place, compiler));
        seen.set(id, { tests, transcript: await stage.perform(trace) });
      }
    } finally {
      await stage.stop();
    }
    runs = runInMachine(programs, place, compiler, readFileSync(module));
  });

  it.each(REGIONAL)('%s: sees what `qemu:` sees', (id) => {
    const { tests, transcript } = seen.get(id) ?? { tests: 0, transcript: undefined };
    const { code, lines = [], out } = runs.get(id) ?? { code: undefined, out: 'nothing' };
    expect(transcript?.status).toBe('complete');
    expect(code, out).toBe(DENIED.has(id) ? 1 : 0);
    expect(lines).toHaveLength(tests);
    for (const { step, skipped, seen: said } of lines) {
      const outcome = transcript?.entries[step]?.outcome ?? { result: 'unsupported' };
      if (skipped === undefined) expect(said, `step ${step}`).toMatch(told(outcome));
    }
  });
});
