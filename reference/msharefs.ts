import { File } from './file.ts';

/** The name under which msharefs tells the size that regions are multiples of. */
export const INFO = 'mshare_info';

/** The filesystem of regions: one flat directory, which is there once it is mounted. */
export class Msharefs {
  mounted = false;
  /** Names that may come to be here, in the order of the setup. */
  known: string[] = [];
  /** What has a name now. */
  names: Map<string, File> = new Map();

  reset(): void {
    this.mounted = false;
    this.known = [];
    this.names = new Map();
  }

  /** `info`: does it tell the unit? */
  mount(info: boolean): void {
    this.mounted = true;
    if (info && this.known.includes(INFO)) this.names.set(INFO, File.special(INFO, 'info'));
  }

  umount(): void {
    this.mounted = false;
    this.names = new Map();
  }

  /** Does the file still have its name? */
  holds(file: File): boolean {
    return file.name !== null && this.names.get(file.name) === file;
  }
}
