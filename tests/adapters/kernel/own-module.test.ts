import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { initramfs } from '../../../adapters/kernel/initramfs.ts';
import { ownModule } from '../../../adapters/kernel/own-module.ts';
import { parseQemuName } from '../../../adapters/kernel/qemu-options.ts';
import { folder } from '../../cli/shell.ts';

const ELF = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]);

describe('a module of the user', () => {
  it('is named with its parameters, and loaded after the drivers', () => {
    const place = folder();
    writeFileSync(join(place, 'share.ko'), ELF);
    const { module = '' } = parseQemuName('?module=share.ko%20inject%3D2%20verbose');
    const driver = ownModule(module, place);
    expect(driver).toEqual({ name: 'share.ko', content: ELF, parameters: 'inject=2 verbose' });
    expect(ownModule('share.ko', place)).toEqual({ name: 'share.ko', content: ELF });
    const text = initramfs(ELF, [{ name: 'virtio.ko', content: ELF }, driver]).toString('latin1');
    expect(text).toContain('virtio.ko\nshare.ko inject=2 verbose\n');
  });

  it.each<[string, string, string]>([
    ['none.ko', 'unreadable', 'ENOENT'],
    ['.', 'unreadable', 'EISDIR'],
    ['share.ko.xz', 'bad-module', 'no kernel module'],
  ])('is refused: %s', (name, code, message) => {
    const place = folder();
    writeFileSync(join(place, 'share.ko.xz'), 'xz');
    expect(() => ownModule(name, place)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }));
  });
});
