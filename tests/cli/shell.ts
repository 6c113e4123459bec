/** Runs the command line in this process, with its streams caught. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Io } from '../../cli/io.ts';
import { main } from '../../cli/program.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `ptshare` with these arguments. */
export async function ptshare(argv: readonly string[], change: Partial<Io> = {}): Promise<Ran> {
  let [out, err] = ['', ''];
  const io: Io = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    outIsTty: false,
    errIsTty: false,
    env: {},
    interrupted: { aborted: false },
    catchInterrupts: () => undefined,
    nextLine: () => Promise.resolve(true),
    ...change,
  };
  const code = await main(argv, io);
  return { code, out, err };
}

/** An empty folder that lives as long as the test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'ptshare-test-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Writes a file into a new folder; gives its path. */
export function file(name: string, content: unknown): string {
  const path = join(folder(), name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** A body module that answers `step` as the source says, and claims the interface where told. */
export function bodyModule(step: string, generations: readonly string[] = ['map-shared-pt']): string {
  const description = JSON.stringify({ name: 'toy', generations, shows: [] });
  return `module:${file('body.mjs', `export function createBody() { return { description: ${description}, reset() {}, step(call) { ${step} } }; }`)}`;
}

/** A story in which the first store meets the body. */
export const STORY = {
  format: 1,
  id: 'tiny',
  title: 'Store and load',
  rules: ['file-content-shown'],
  origin: { kind: 'written' },
  generation: 'map-shared-pt',
  files: { data: { size: '0x1000' } },
  regions: { buf: '0x10000000000' },
  processes: ['A'],
  steps: [
    { call: 'open', process: 'A', file: 'data', flags: ['O_RDWR'], as: 'fd' },
    {
      call: 'mmap',
      process: 'A',
      addr: 'buf',
      length: '0x1000',
      prot: ['PROT_READ', 'PROT_WRITE'],
      flags: ['MAP_SHARED', 'MAP_FIXED'],
      fd: 'fd',
    },
    { call: 'store', process: 'A', addr: 'buf', value: 7 },
    { call: 'load', process: 'A', addr: 'buf' },
  ],
};

/** A module body that does right by STORY. */
export const HONEST = `if (call.call === 'load') return { result: 'done', value: 7 }; return call.call === 'mmap' ? { result: 'done', addr: call.addr } : { result: 'done' };`;
