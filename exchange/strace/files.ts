/** Files of a log: a name for each, and the size that it has before the first step. */
import type { FileSetup } from '../../schemas/generated/types.ts';
import { pages } from './ranges.ts';

export interface LoggedFile {
  readonly name: string;
  /** It is made in the course of the log. */
  readonly made: boolean;
  /** Bytes, as first told. */
  told: bigint | undefined;
  /** Bytes by now, as far as the log tells. */
  size: bigint;
  /** The furthest byte that is mapped. */
  reach: bigint;
}

export class Files {
  private readonly all: LoggedFile[] = [];
  private readonly byPath = new Map<string, LoggedFile>();
  private readonly taken = new Set<string>();

  /** The file that is at a path by now. `anew`: it is made by this call. */
  at(path: string, anew: boolean): LoggedFile {
    const known = anew ? undefined : this.byPath.get(path);
    if (known !== undefined) return known;
    const file = { name: this.nameOf(path), made: anew, told: undefined, size: 0n, reach: 0n };
    this.all.push(file);
    this.byPath.set(path, file);
    return file;
  }

  /** Those of which some name is used. */
  setups(used: ReadonlySet<string>): Record<string, FileSetup> {
    const some = this.all.filter(({ name }) => used.has(name));
    return Object.fromEntries(some.map((file) => [file.name, { size: `0x${sizeOf(file).toString(16)}` }]));
  }

  private nameOf(path: string): string {
    const last =
      path
        .split('/')
        .at(-1)
        ?.replaceAll(/[^A-Za-z0-9._-]/gu, '-') ?? '';
    const word = (/^[A-Za-z]/u.test(last) ? last : `file-${last}`).slice(0, 56);
    let name = word;
    for (let i = 2; this.taken.has(name); i++) name = `${word}.${i}`;
    this.taken.add(name);
    return name;
  }
}

/** A size that the log does not tell is as much as is mapped. */
function sizeOf({ made, told, reach }: LoggedFile): bigint {
  return told ?? (made ? 0n : pages(reach));
}

/** The first size told of a file that was there before. */
export function tell(file: LoggedFile, size: bigint): void {
  if (!file.made) file.told ??= size;
  file.size = size;
}
