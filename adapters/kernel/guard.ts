/** Folders and processes that must not outlive this process, however it ends. */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

/**
 * Waits for the end of its input, which comes when this process dies, even of SIGKILL; then ends the process by its id and deletes the
 * folder. Where all went well, the input ends when there is nothing left to do.
 */
const SCRIPT = 'while read -r _; do :; done; [ -z "$1" ] || kill -9 "$1" 2>/dev/null; rm -rf "$2"';

export interface Guard {
  /** Nothing is left to be ended: the folder is deleted. */
  release(): void;
}

/** @param pid of the process to end, where there is one */
export function guard(folder: string, pid?: number): Guard {
  const watcher = spawn('/bin/sh', ['-c', SCRIPT, 'guard', pid === undefined ? '' : `${pid}`, folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.on('error', () => undefined);
  watcher.stdin.on('error', () => undefined);
  watcher.unref();
  return {
    release() {
      rmSync(folder, { recursive: true, force: true });
      // Its process is gone by now: an id must not be used for another one.
      watcher.kill('SIGKILL');
    },
  };
}
