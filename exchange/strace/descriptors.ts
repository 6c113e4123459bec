/** Descriptors of a log as the handles of a trace. */
import type { LoggedFile } from './files.ts';

/** What one open gave. A process may have several numbers for it; a trace has the one name. */
export interface Handle {
  readonly name: string;
  readonly file: LoggedFile;
  readonly cloexec: boolean;
}

/** Names of handles: `fd3`, and `fd3.2` for what the number stands for later. */
export class HandleNames {
  private readonly times = new Map<number, number>();

  next(fd: number): string {
    const time = (this.times.get(fd) ?? 0) + 1;
    this.times.set(fd, time);
    return time === 1 ? `fd${fd}` : `fd${fd}.${time}`;
  }
}

/** Takes a number away; the handle, where that was its last one in the process. */
export function drop(fds: Map<number, Handle>, fd: number): Handle | undefined {
  const handle = fds.get(fd);
  fds.delete(fd);
  return handle !== undefined && ![...fds.values()].includes(handle) ? handle : undefined;
}
