/** Programs that are run in a virtual machine of their own: an initramfs with them, and nothing else. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { archive } from '../../adapters/kernel/cpio.ts';
import { findQemu } from '../../adapters/kernel/find-qemu.ts';
import { kernelImage } from '../../adapters/kernel/kernel-image.ts';
import { compile, readRun } from './compile.ts';
import type { Run } from './compile.ts';

const INIT = fileURLToPath(new URL('init.c', import.meta.url));
const WORDS =
  'console=ttyS0,115200 quiet panic=-1 oops=panic tsc=reliable no_timer_check norandmaps mitigations=off init_on_alloc=0 hugepages=32';
const MILLISECONDS = 200_000;

/** Compiled in a folder, so that it needs nothing of a system; throws Error with what the compiler says. */
export function staticProgram(text: string, place: string, compiler: string): Buffer {
  const said = compile(text, place, compiler, ['-static']);
  if (said !== '') throw new Error(said);
  return readFileSync(join(place, 'test'));
}

/** @param module is loaded before. What each program printed, and its exit code. Throws Error where the machine did not come to an end. */
export function runInMachine(
  programs: ReadonlyMap<string, Uint8Array>,
  place: string,
  compiler: string,
  module?: Uint8Array,
): Map<string, Run> {
  const initramfs = join(place, 'initramfs');
  const files = [...programs].map(([name, content]) => ({ path: `tests/${name}`, content, executable: true }));
  const init = { path: 'init', content: staticProgram(readFileSync(INIT, 'utf8'), place, compiler), executable: true };
  writeFileSync(
    initramfs,
    archive([init, ...(module === undefined ? [] : [{ path: 'module.ko', content: module }]), { path: 'tests' }, ...files]),
  );
  const machine = ['-accel', 'tcg,thread=single', '-m', '512', '-smp', '2', '-nodefaults', '-display', 'none', '-no-reboot'];
  const boot = ['-kernel', kernelImage('', '/').path, '-initrd', initramfs, '-append', WORDS, '-serial', 'stdio'];
  const { stdout, stderr, status } = spawnSync(findQemu(process.env['PATH'] ?? ''), [...machine, ...boot], {
    encoding: 'latin1',
    timeout: MILLISECONDS,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status !== 0) throw new Error(`QEMU ends with ${status}: ${stderr}\n${stdout.slice(-2000)}`);
  const parts = stdout.replaceAll('\r', '').matchAll(/^begin (\S+)\n(.*?)^end \1 (\d+)$/gmsu);
  return new Map([...parts].map(([, name = '', out = '', code]) => [name, readRun(out, Number(code))]));
}
