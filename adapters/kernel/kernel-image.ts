/** Kernels that can be booted, and the drivers that a kernel needs to talk to its host. */
import { closeSync, existsSync, openSync, readFileSync, readSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError } from '../../schemas/input-error.ts';

const BOOT = '/boot';
const INSTALL_KERNEL = 'apt-get install linux-image-cloud-amd64';

export interface KernelImage {
  readonly path: string;
  /** `6.1.0-56-cloud-amd64`, where its name tells. */
  readonly release: string | undefined;
}

/** A driver and its bytes. */
export interface Driver {
  readonly name: string;
  readonly content: Uint8Array;
  /** As insmod takes them: `inject=2`. */
  readonly parameters?: string;
}

function releaseOf(path: string): string | undefined {
  return /^(?:vmlinuz|bzImage)-(.+)$/u.exec(basename(path))?.[1];
}

/** Newest by the numbers in the name. */
function byRelease(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function newest(boot: string): KernelImage {
  const names = existsSync(boot) ? readdirSync(boot).filter((name) => name.startsWith('vmlinuz-')) : [];
  // A cloud kernel has the drivers of virtual machines and boots fastest.
  const sorted = names.toSorted((a, b) => Number(a.includes('cloud')) - Number(b.includes('cloud')) || byRelease(a, b));
  const name = sorted.at(-1);
  if (name === undefined) {
    throw new InputError('no-kernel', `there is no kernel in ${boot}`, {
      hint: `install one (${INSTALL_KERNEL}), or name an image: qemu:<path of a bzImage>`,
    });
  }
  return { path: join(boot, name), release: releaseOf(name) };
}

const SIGNATURE = 'HdrS';
const SIGNATURE_AT = 0x202;

/** A kernel for x86 has a boot header with this signature. */
function isBzImage(path: string): boolean {
  const fd = openSync(path, 'r');
  try {
    const seen = Buffer.alloc(SIGNATURE.length);
    readSync(fd, seen, 0, seen.length, SIGNATURE_AT);
    return seen.toString('latin1') === SIGNATURE;
  } finally {
    closeSync(fd);
  }
}

/**
 * The image that is named, or the newest installed one where `path` is empty.
 * @param folder that a relative path starts from
 * @param boot where kernels are installed
 * @throws InputError no-kernel, no-such-file, unreadable, bad-kernel
 */
export function kernelImage(path: string, folder: string, boot = BOOT): KernelImage {
  const found = path === '' ? newest(boot) : named(path, folder);
  checkImage(found);
  return found;
}

function named(path: string, folder: string): KernelImage {
  const file = resolve(folder, path);
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new InputError('no-such-file', `there is no kernel image ${path}`, { file: path, hint: `looked for ${file}` });
  }
  return { path: file, release: releaseOf(file) };
}

function checkImage({ path }: KernelImage): void {
  let good: boolean;
  try {
    good = isBzImage(path);
  } catch (error) {
    throw new InputError('unreadable', `the kernel image cannot be read: ${String(error)}`, {
      file: path,
      hint: 'check its permissions: some systems let only root read what is in /boot',
    });
  }
  if (!good)
    throw new InputError('bad-kernel', `${path} is no x86 kernel image`, { file: path, hint: 'name a bzImage or vmlinuz, not a vmlinux' });
}

/** For the channel: a port that is a stream of bytes. */
const NEEDED = ['virtio_pci', 'virtio_console'];

function moduleFolder(image: KernelImage): string | undefined {
  if (image.release === undefined) return undefined;
  const near = join(dirname(image.path), 'lib', 'modules', image.release);
  return [join('/lib/modules', image.release), near].find((folder) => existsSync(join(folder, 'modules.dep')));
}

/**
 * Drivers in the order in which they are loaded; empty where all are built in; undefined where they cannot be had, and a serial
 * line has to do.
 */
export function driversOf(image: KernelImage): readonly Driver[] | undefined {
  const folder = moduleFolder(image);
  if (folder === undefined) return undefined;
  const builtIn = lines(join(folder, 'modules.builtin'));
  const wanted = NEEDED.filter((name) => !builtIn.some((line) => nameOf(line) === name));
  const dependencies = new Map(lines(join(folder, 'modules.dep')).map((line) => splitDependencies(line)));
  const order: string[] = [];
  for (const name of wanted) {
    const path = [...dependencies.keys()].find((candidate) => nameOf(candidate) === name);
    if (path === undefined) return undefined;
    for (const one of [...(dependencies.get(path) ?? []), path]) if (!order.includes(one)) order.push(one);
  }
  // Compressed ones are for tools that this project does not have.
  if (order.some((path) => !path.endsWith('.ko'))) return undefined;
  return order.map((path) => ({ name: basename(path), content: readFileSync(join(folder, path)) }));
}

function lines(path: string): string[] {
  return existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];
}

function nameOf(path: string): string {
  return basename(path)
    .replace(/\.ko.*$/u, '')
    .replaceAll('-', '_');
}

/** `a.ko: b.ko c.ko`: c before b before a. */
function splitDependencies(line: string): [string, string[]] {
  const [path = '', rest = ''] = line.split(':');
  return [
    path,
    rest
      .split(' ')
      .filter((word) => word !== '')
      .toReversed(),
  ];
}
