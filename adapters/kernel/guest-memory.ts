/** The memory of a virtual machine, read from the file that holds it. */
import { closeSync, openSync, readSync } from 'node:fs';

export const FRAME = 4096;

/** Physical addresses are offsets in the file: the machine has less memory than lies below the hole for devices. */
export class GuestMemory {
  private readonly fd: number;
  private readonly word = Buffer.alloc(8);

  constructor(path: string) {
    this.fd = openSync(path, 'r');
  }

  /** Reads into the buffer; true where the whole of it is memory. */
  read(address: number, into: Uint8Array): boolean {
    return readSync(this.fd, into, 0, into.byteLength, address) === into.byteLength;
  }

  /** 64 bits, little-endian. Throws RangeError where there is no memory. */
  word64(address: bigint): bigint {
    if (address >= 2n ** 47n || readSync(this.fd, this.word, 0, 8, Number(address)) !== 8)
      throw new RangeError(`no memory at 0x${address.toString(16)}`);
    return this.word.readBigUInt64LE();
  }

  close(): void {
    closeSync(this.fd);
  }
}
