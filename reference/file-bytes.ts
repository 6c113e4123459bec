import type { Outcome } from '../schemas/generated/types.ts';
import { EFAULT, EINVAL } from './answers.ts';
import type { File } from './file.ts';
import { Lifetimes } from './lifetimes.ts';
import type { Region } from './region.ts';

/** What files hold, as read and fstat tell it. */
export class FileBytes extends Lifetimes {
  /** Whole pages, and bytes in the page after them. */
  // @rule size-shown
  sizeOf(file: File): { readonly pages: number; readonly bytes: number } {
    if (file.kind === 'info') return { pages: 0, bytes: this.infoText().length };
    if (file.kind !== 'region') return { pages: file.sizePages, bytes: file.sizeBytes };
    return { pages: this.tellsSizeByRead() ? 0 : (file.region?.pages ?? 0), bytes: 0 };
  }

  /** Is the size of a region read from its file, or that of its file? */
  tellsSizeByRead(): boolean {
    return this.design.sizedBy !== 'size';
  }

  /** Why so many bytes cannot be read of the file, or undefined. */
  refusesRead(file: File, length: number): Outcome | undefined {
    if (file.kind !== 'region') return undefined;
    if (!this.tellsSizeByRead()) return EINVAL;
    return length === 0 ? EFAULT : undefined;
  }

  /** At most `length` bytes of the file, from byte `at` on; what a region's file tells is read from its start every time. */
  bytesOf(file: File, at: number, length: number): Uint8Array {
    if (file.kind === 'info') return Buffer.from(this.infoText()).subarray(at, at + length);
    if (file.region !== undefined && file.kind === 'region') return this.infoOf(file.region).subarray(0, length);
    return this.contentOf(file, at, length);
  }

  /** What regions must be multiples of, in bytes. */
  // @rule info-shows-unit
  private infoText(): string {
    return `${BigInt(this.unitPages) * BigInt(this.layout.pageSize)}\n`;
  }

  /** struct mshare_info: where the region is and how large, two 64-bit numbers, low byte first. */
  // @rule region-told
  private infoOf(region: Region): Uint8Array {
    const info = new BigUint64Array(2);
    const pageSize = BigInt(this.layout.pageSize);
    info.set([BigInt(region.start) * pageSize, BigInt(region.pages) * pageSize]);
    return new Uint8Array(info.buffer);
  }

  // @rule read-shows-bytes
  private contentOf(file: File, at: number, length: number): Uint8Array {
    const { pageSize } = this.layout;
    const end = Math.min(at + length, file.sizePages * pageSize + file.sizeBytes);
    return Uint8Array.from({ length: Math.max(0, end - at) }, (_, i) =>
      this.byteOf(file, Math.floor((at + i) / pageSize), (at + i) % pageSize),
    );
  }

  private byteOf(file: File, page: number, offset: number): number {
    const frame = file.cache.get(page);
    if (frame !== undefined) return this.frames.read(this.frames.at(frame), offset);
    const tail = file.tailOf(page);
    return tail > 0 && offset >= tail ? 0 : file.fillOf(page);
  }
}
