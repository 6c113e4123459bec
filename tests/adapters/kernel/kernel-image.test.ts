/** Which kernel is booted, and what is said where it cannot be; the drivers that go with it. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findQemu } from '../../../adapters/kernel/find-qemu.ts';
import { driversOf, kernelImage } from '../../../adapters/kernel/kernel-image.ts';
import { folder } from '../../cli/shell.ts';

/** The least that passes for a bzImage. */
function image(path: string): string {
  const bytes = Buffer.alloc(1024);
  bytes.write('HdrS', 0x202);
  writeFileSync(path, bytes);
  return path;
}

function modules(boot: string, release: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    const full = join(boot, 'lib/modules', release, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content);
  }
}

describe('the image', () => {
  it('is the newest that is installed, a cloud kernel before others', () => {
    const boot = folder();
    for (const name of ['vmlinuz-6.1.0-9-amd64', 'vmlinuz-6.1.0-10-amd64']) image(join(boot, name));
    expect(kernelImage('', boot, boot).release).toBe('6.1.0-10-amd64');
    image(join(boot, 'vmlinuz-6.1.0-2-cloud-amd64'));
    expect(kernelImage('', boot, boot)).toEqual({ path: join(boot, 'vmlinuz-6.1.0-2-cloud-amd64'), release: '6.1.0-2-cloud-amd64' });
  });

  it('is found from the folder where the user is', () => {
    const here = folder();
    image(join(here, 'bzImage'));
    expect(kernelImage('bzImage', here)).toEqual({ path: join(here, 'bzImage'), release: undefined });
  });

  it.each<[string, (boot: string) => string, object]>([
    ['none installed', () => '', { code: 'no-kernel', hint: expect.stringContaining('apt-get install linux-image-cloud-amd64') }],
    ['no such file', () => 'bzImage', { code: 'no-such-file', file: 'bzImage', hint: expect.stringContaining('looked for /') }],
    ['a folder', (boot) => boot, { code: 'no-such-file' }],
    [
      'another kind of file',
      (boot) => (writeFileSync(join(boot, 'vmlinux'), '\u007fELF'.padEnd(2000)), 'vmlinux'),
      { code: 'bad-kernel', hint: expect.stringContaining('not a vmlinux') },
    ],
    ['an empty file', (boot) => (writeFileSync(join(boot, 'vmlinuz-1'), ''), ''), { code: 'bad-kernel' }],
  ])('is refused: %s', (_name, prepare, error) => {
    const boot = folder();
    const path = prepare(boot);
    expect(() => kernelImage(path, boot, boot)).toThrow(expect.objectContaining(error));
  });

  it.skipIf(process.getuid?.() === 0)('is refused where it cannot be read', () => {
    const boot = folder();
    chmodSync(image(join(boot, 'bzImage')), 0);
    expect(() => kernelImage('bzImage', boot)).toThrow(expect.objectContaining({ code: 'unreadable' }));
  });
});

describe('the drivers', () => {
  const RELEASE = '0.0.0-none-such';
  const BUILT = 'kernel/drivers/virtio/virtio_pci.ko\nkernel/drivers/char/virtio_console.ko\n';
  const driversIn = (files: Readonly<Record<string, string>>): string[] | undefined => {
    const boot = folder();
    const path = image(join(boot, `vmlinuz-${RELEASE}`));
    modules(boot, RELEASE, files);
    return driversOf({ path, release: RELEASE })?.map(({ name }) => name);
  };

  it('come in the order in which they need one another', () => {
    const dep = 'k/virtio-pci.ko: k/b.ko k/a.ko\nk/a.ko:\nk/b.ko: k/a.ko\nk/virtio_console.ko: k/a.ko\n';
    const content = { 'k/virtio-pci.ko': '1', 'k/virtio_console.ko': '2', 'k/a.ko': '3', 'k/b.ko': '4' };
    expect(driversIn({ 'modules.dep': dep, 'modules.builtin': '', ...content })).toEqual([
      'a.ko',
      'b.ko',
      'virtio-pci.ko',
      'virtio_console.ko',
    ]);
  });

  it.each<[string, Readonly<Record<string, string>>, readonly string[] | undefined]>([
    ['all are built in', { 'modules.dep': '', 'modules.builtin': BUILT }, []],
    ['one is not there', { 'modules.dep': 'k/virtio_pci.ko:\n', 'modules.builtin': '', 'k/virtio_pci.ko': '' }, undefined],
    ['they are compressed', { 'modules.dep': 'k/virtio_pci.ko.xz:\nk/virtio_console.ko.xz:\n', 'modules.builtin': '' }, undefined],
    ['the kernel has none', {}, undefined],
  ])('%s', (_name, files, names) => {
    expect(driversIn(files)).toEqual(names);
  });
});

describe('QEMU', () => {
  it('is found in PATH', () => {
    const bin = folder();
    writeFileSync(join(bin, 'qemu-system-x86_64'), '', { mode: 0o755 });
    expect(findQemu(`/nowhere:${bin}`)).toBe(join(bin, 'qemu-system-x86_64'));
  });

  it('is missed with the command that installs it', () => {
    const bin = folder();
    mkdirSync(join(bin, 'qemu-system-x86_64'));
    for (const path of ['', '/nowhere', bin]) {
      expect(() => findQemu(path)).toThrow(expect.objectContaining({ code: 'no-qemu', hint: expect.stringContaining('apt-get install') }));
    }
  });
});
