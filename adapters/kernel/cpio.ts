/** An archive of files as the kernel unpacks it into its first file system: cpio, format newc. */

export interface ArchiveFile {
  /** Absolute path without its leading slash. Folders come before what lies in them. */
  readonly path: string;
  /** Bytes; undefined for a folder. */
  readonly content?: Uint8Array;
  readonly executable?: boolean;
}

const FOLDER = 0o040755;
const FILE = 0o100644;
const EXECUTABLE = 0o100755;

function padding(length: number): Buffer {
  return Buffer.alloc((4 - (length % 4)) % 4);
}

function header(number: number, mode: number, size: number, nameSize: number): string {
  const fields = [number, mode, 0, 0, 1, 0, size, 0, 0, 0, 0, nameSize, 0];
  return `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`;
}

function record(number: number, path: string, mode: number, content: Uint8Array): Buffer[] {
  const name = Buffer.from(`${path}\0`);
  const head = Buffer.concat([Buffer.from(header(number, mode, content.length, name.length)), name]);
  return [head, padding(head.length), Buffer.from(content), padding(content.length)];
}

/** The archive, the same bytes for the same files. */
export function archive(files: readonly ArchiveFile[]): Buffer {
  const records = files.flatMap(({ path, content, executable = false }, i) =>
    record(i + 1, path, content === undefined ? FOLDER : executable ? EXECUTABLE : FILE, content ?? new Uint8Array()),
  );
  return Buffer.concat([...records, ...record(0, 'TRAILER!!!', 0, new Uint8Array())]);
}
