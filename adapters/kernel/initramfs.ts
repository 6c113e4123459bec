/** What a virtual machine finds when it starts: the agent as its first program, and the drivers that it loads. */
import { archive } from './cpio.ts';
import type { ArchiveFile } from './cpio.ts';
import type { Driver } from './kernel-image.ts';

export function initramfs(agent: Uint8Array, drivers: readonly Driver[]): Buffer {
  const files: ArchiveFile[] = [
    { path: 'init', content: agent, executable: true },
    { path: 'modules' },
    { path: 'modules/order', content: Buffer.from(drivers.map(inOrder).join('')) },
    ...drivers.map(({ name, content }) => ({ path: `modules/${name}`, content })),
  ];
  return archive(files);
}

function inOrder({ name, parameters }: Driver): string {
  return parameters === undefined ? `${name}\n` : `${name} ${parameters}\n`;
}
