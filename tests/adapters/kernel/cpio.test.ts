/** The archive of the first file system: read back by the rules of the format, and by `cpio` where there is one. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { archive } from '../../../adapters/kernel/cpio.ts';
import type { ArchiveFile } from '../../../adapters/kernel/cpio.ts';
import { initramfs } from '../../../adapters/kernel/initramfs.ts';

const FILES: readonly ArchiveFile[] = [
  { path: 'init', content: Buffer.from('program'), executable: true },
  { path: 'modules' },
  { path: 'modules/a', content: Buffer.alloc(4097, 7) },
  { path: 'modules/empty', content: Buffer.alloc(0) },
];

interface Record {
  readonly name: string;
  readonly mode: string;
  readonly content: Buffer;
}

const aligned = (at: number): number => (at + 3) & ~3;

/** Newc: thirteen fields of eight hex digits behind the magic; name and content begin at multiples of four. */
function readBack(bytes: Buffer): Record[] {
  const records: Record[] = [];
  for (let at = 0; at < bytes.length;) {
    const start = at;
    expect(bytes.toString('latin1', start, start + 6)).toBe('070701');
    const field = (n: number): number => Number.parseInt(bytes.toString('latin1', start + 6 + 8 * n, start + 14 + 8 * n), 16);
    const [size, nameSize] = [field(6), field(11)];
    const content = aligned(at + 110 + nameSize);
    records.push({
      name: bytes.toString('latin1', at + 110, at + 109 + nameSize),
      mode: field(1).toString(8),
      content: bytes.subarray(content, content + size),
    });
    at = aligned(content + size);
  }
  return records;
}

describe('an archive', () => {
  it('is read back as it was written, with its trailer', () => {
    expect(readBack(archive(FILES)).map(({ name, mode, content }) => [name, mode, content.length])).toEqual([
      ['init', '100755', 7],
      ['modules', '40755', 0],
      ['modules/a', '100644', 4097],
      ['modules/empty', '100644', 0],
      ['TRAILER!!!', '0', 0],
    ]);
  });

  it('keeps every byte', () => {
    const [, , large] = readBack(archive(FILES));
    expect(large?.content.equals(Buffer.alloc(4097, 7))).toBe(true);
  });

  it('is the same for the same files', () => {
    expect(archive(FILES).equals(archive(FILES))).toBe(true);
  });

  const cpio = spawnSync('cpio', ['--version']);
  it.skipIf(cpio.error !== undefined)('is listed by cpio', () => {
    const { stdout, status } = spawnSync('cpio', ['-t', '--quiet'], { input: archive(FILES) });
    expect([status, stdout.toString().trim().split('\n')]).toEqual([0, FILES.map(({ path }) => path)]);
  });
});

describe('what a machine finds', () => {
  it('is the agent and the drivers, with the order in which they are loaded', () => {
    const drivers = ['virtio.ko', 'virtio_ring.ko'].map((name) => ({ name, content: Buffer.from(name) }));
    const found = new Map(readBack(initramfs(Buffer.from('agent'), drivers)).map(({ name, content }) => [name, content.toString()]));
    expect(found.get('init')).toBe('agent');
    expect(found.get('modules/order')).toBe('virtio.ko\nvirtio_ring.ko\n');
    expect(found.get('modules/virtio_ring.ko')).toBe('virtio_ring.ko');
  });
});
