/** What of a machine is here to be tried; tests that need more are skipped, and say what they miss. */
import { readFileSync, readdirSync } from 'node:fs';
import { agentFile } from '../../../adapters/kernel/agent-file.ts';
import { findQemu } from '../../../adapters/kernel/find-qemu.ts';
import { kernelImage } from '../../../adapters/kernel/kernel-image.ts';
import type { Trace } from '../../../schemas/generated/types.ts';
import { loadSuite } from '../../../suites/load.ts';
import { InputError } from '../../../schemas/input-error.ts';

function missing(look: () => unknown): string | undefined {
  try {
    look();
    return undefined;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return `${error.message} (${error.hint})`;
  }
}

function told(what: string, reason: string | undefined): string | undefined {
  if (reason !== undefined) process.stderr.write(`skipped, ${what}: ${reason}\n`);
  return reason;
}

const noAgent = missing(agentFile);
const noMachine = noAgent ?? missing(() => findQemu(process.env['PATH'] ?? '')) ?? missing(() => kernelImage('', '/'));

/** Why the kernel underneath cannot be tried; undefined where it can. */
export const withoutAgent = (): string | undefined => told('the kernel underneath', noAgent);
/** Why no machine can be started; undefined where one can. */
export const withoutMachine = (): string | undefined => told('kernels in QEMU', noMachine);

/** The stories that are named, or all of them. */
export async function stories(ids: readonly string[] = []): Promise<Trace[]> {
  const found: Trace[] = [];
  for await (const { trace } of (await loadSuite(ids)).traces()) found.push(trace);
  return found;
}

/** Command lines of the processes of QEMU that a process has started. */
export function machinesOf(parent: number): { readonly pid: number; readonly folder: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .flatMap((name) => {
      const [status, words] = [contentOf(`/proc/${name}/status`), contentOf(`/proc/${name}/cmdline`)];
      if (/^PPid:\t(\d+)$/mu.exec(status)?.[1] !== String(parent) || !words.includes('qemu-system')) return [];
      return [{ pid: Number(name), folder: /mem-path=([^,]+)\/memory/u.exec(words)?.[1] ?? '' }];
    });
}

/** False for one that has ended and was not waited for. */
export function isAlive(pid: number): boolean {
  return /^State:\t[^Z]/mu.test(contentOf(`/proc/${pid}/status`));
}

/** Empty where the process is gone. */
function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
