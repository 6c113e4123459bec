/** Modules for the newest installed kernel, compiled where its headers are. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kernelImage } from '../../../adapters/kernel/kernel-image.ts';
import { withoutMachine } from './here.ts';

const { release = '' } = withoutMachine() === undefined ? kernelImage('', '/') : {};
const headers = `/lib/modules/${release}/build`;

function has(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}

function lacking(series: string): string | undefined {
  if (release === '') return 'there is no machine to load it into';
  if (!release.startsWith(`${series}.`)) return `it is written for Linux ${series}, and the newest kernel in /boot is ${release}`;
  if (!existsSync(headers)) return `there are no headers (apt-get install linux-headers-${release})`;
  const missing = ['make', 'gcc'].find((program) => !has(program));
  return missing === undefined ? undefined : `there is no ${missing}`;
}

/** Why no module for a kernel of this series (`6.1`) can be tried, which is printed; undefined where one can. */
export function withoutModule(series: string): string | undefined {
  const reason = lacking(series);
  if (reason !== undefined) process.stderr.write(`skipped, a module for the kernel in QEMU: ${reason}\n`);
  return reason;
}

/** Compiles a source that lies beside this file, in a folder; throws Error with what the compiler says. Returns the path of the module. */
export function compileModule(source: string, place: string): string {
  const name = basename(source, '.c');
  copyFileSync(fileURLToPath(new URL(source, import.meta.url)), join(place, basename(source)));
  writeFileSync(join(place, 'Makefile'), `obj-m := ${name}.o\n`);
  const { status, stdout, stderr } = spawnSync('make', ['-C', headers, `M=${place}`, 'modules'], { encoding: 'utf8' });
  if (status !== 0 || /warning:/u.test(stderr)) throw new Error(`${stdout}${stderr}`);
  return join(place, `${name}.ko`);
}
