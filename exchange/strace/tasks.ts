/** Processes of a log, by the ids of their threads. */
import type { Handle } from './descriptors.ts';
import { Ranges } from './ranges.ts';

/** One address space, as a trace has it. */
export interface Task {
  readonly name: string;
  /** Its descriptors by number. */
  readonly fds: Map<number, Handle>;
  readonly mapped: Ranges;
  /** Threads that live. */
  readonly threads: Set<number>;
  ended: boolean;
  /** It has made a call that the log shows. */
  begun: boolean;
}

/** Stands for the only process of a log that names none. */
const UNNAMED = -1;

export class Tasks {
  private readonly byPid = new Map<number, Task>();
  private readonly taken = new Set<string>();
  /** Processes that no other one in the log begins. */
  readonly first: string[] = [];
  /** The ids that a fork or a clone in the log returns. */
  private readonly children: ReadonlySet<number>;
  private root: Task | undefined;

  constructor(children: ReadonlySet<number>) {
    this.children = children;
  }

  /** The process that a line is about. `program`: what it is just about to execute. */
  of(pid: number | undefined, program?: string): Task {
    const known = this.known(pid);
    if (known !== undefined) return known;
    // strace writes no id before there is a second process.
    if (pid !== undefined && this.root?.threads.has(UNNAMED) === true && !this.children.has(pid)) return this.rename(this.root, pid);
    const name = this.nameOf(pid, program);
    const task = newTask(name, new Map(), new Ranges(), pid ?? UNNAMED);
    this.first.push(name);
    this.byPid.set(pid ?? UNNAMED, task);
    this.root ??= task;
    return task;
  }

  /** The process of a line that tells of an end: one that the log says nothing else of is none. */
  known(pid: number | undefined): Task | undefined {
    return pid === undefined ? this.only() : this.byPid.get(pid);
  }

  fork(parent: Task, pid: number): Task {
    const word = parent.name.replace(/-\d+(?:\.\d+)?$/u, '');
    const task = newTask(this.nameOf(pid, word), new Map(parent.fds), parent.mapped.copy(), pid);
    task.begun = true;
    this.byPid.set(pid, task);
    return task;
  }

  thread(task: Task, pid: number): void {
    task.threads.add(pid);
    this.byPid.set(pid, task);
  }

  /** A thread ends; true where it was the last one of a process that lived. */
  end(task: Task, pid: number | undefined): boolean {
    // A line without an id is about the only thread there is.
    for (const id of pid === undefined ? [...task.threads] : [pid]) {
      task.threads.delete(id);
      this.byPid.delete(id);
    }
    return task.threads.size === 0 && !task.ended;
  }

  /** Where a line names no process, there is one: the first, or the last that lives. */
  private only(): Task | undefined {
    const living = new Set([...this.byPid.values()].filter((task) => !task.ended));
    const [one] = living;
    return living.size === 1 ? one : this.byPid.get(UNNAMED);
  }

  private rename(root: Task, pid: number): Task {
    root.threads.delete(UNNAMED);
    this.byPid.delete(UNNAMED);
    this.thread(root, pid);
    return root;
  }

  private nameOf(pid: number | undefined, program = 'process'): string {
    const last =
      program
        .split('/')
        .at(-1)
        ?.replaceAll(/[^A-Za-z0-9._-]/gu, '-') ?? '';
    const word = (/^[A-Za-z]/u.test(last) ? last : `process-${last}`).slice(0, 40);
    const wanted = pid === undefined ? word : `${word}-${pid}`;
    let name = wanted;
    for (let i = 2; this.taken.has(name); i++) name = `${wanted}.${i}`;
    this.taken.add(name);
    return name;
  }
}

function newTask(name: string, fds: Map<number, Handle>, mapped: Ranges, pid: number): Task {
  return { name, fds, mapped, threads: new Set([pid]), ended: false, begun: false };
}
