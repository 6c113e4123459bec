/** Goes through a log and writes down what a trace can say of it. */
import type { Step } from '../../schemas/generated/types.ts';
import type { LoggedCall } from './call.ts';
import { descriptorOf, flagsOf, numberOf, pathOf } from './call.ts';
import { HandleNames, drop } from './descriptors.ts';
import type { Handle } from './descriptors.ts';
import { Files, tell } from './files.ts';
import type { LoggedFile } from './files.ts';
import type { LeftOut } from './left-out.ts';
import type { Ending } from './lines.ts';
import { hex, mmapStep, rangeStep } from './mapping.ts';
import { Tasks } from './tasks.ts';
import type { Task } from './tasks.ts';

type Taker = (call: LoggedCall, task: Task) => void;

const ACCESSES = ['O_RDONLY', 'O_WRONLY', 'O_RDWR'] as const;

export class Clerk {
  readonly steps: Step[] = [];
  readonly files = new Files();
  readonly tasks: Tasks;
  private readonly left: LeftOut;
  private readonly touch: boolean;
  private readonly handles = new HandleNames();
  private readonly takers: ReadonlyMap<string, Taker>;

  constructor(children: ReadonlySet<number>, left: LeftOut, touch: boolean) {
    this.tasks = new Tasks(children);
    this.left = left;
    this.touch = touch;
    const range: Taker = (call, task) => this.put(rangeStep(call, task, left));
    const open: Taker = (call, task) => this.open(call, task, pathIn(call));
    const duplicate: Taker = (call, task) => this.duplicate(call, task);
    const fork: Taker = (call, task) => this.fork(call, task);
    const size: Taker = (call, task) => this.size(call, task);
    this.takers = new Map<string, Taker>([
      ...['open', 'openat', 'openat2', 'creat', 'memfd_create'].map((name) => [name, open] as const),
      ...['munmap', 'mprotect', 'madvise', 'mremap'].map((name) => [name, range] as const),
      ...['dup', 'dup2', 'dup3', 'fcntl', 'fcntl64'].map((name) => [name, duplicate] as const),
      ...['fork', 'vfork', 'clone', 'clone3'].map((name) => [name, fork] as const),
      ...['fstat', 'newfstatat', 'fstat64'].map((name) => [name, size] as const),
      ...['mmap', 'mmap2'].map((name) => [name, (call: LoggedCall, task: Task) => this.mmap(call, task)] as const),
      ...['exit', 'exit_group'].map((name) => [name, (call: LoggedCall, task: Task) => this.exit(call, task)] as const),
      ['close', (call, task) => this.close(call, task)],
      ['ftruncate', (call, task) => this.truncate(call, task)],
      ['fallocate', (call, task) => this.allocate(call, task)],
      ['execve', (_call, task) => this.exec(task)],
    ]);
  }

  take(event: LoggedCall | Ending): void {
    if ('ended' in event) return this.end(event.pid);
    const taker = this.takers.get(event.name);
    const task = this.tasks.of(event.pid, event.name === 'execve' && event.errno === undefined ? pathOf(event.args[0]) : undefined);
    if (taker === undefined) this.left.add(event.name);
    else if (event.errno !== undefined || (isWithoutResult(event.result) && !event.name.startsWith('exit')))
      this.left.add(`${event.name} that failed`);
    else if (task.ended) this.left.add(`${event.name} after the process ended`);
    else taker(event, task);
    task.begun = true;
  }

  private put(step: Step | undefined): void {
    if (step !== undefined) this.steps.push(step);
  }

  private open(call: LoggedCall, task: Task, path: string | undefined): void {
    const { name, args, result } = call;
    const fd = descriptorOf(result).fd;
    const flags =
      name === 'memfd_create' || name === 'creat'
        ? ['O_RDWR']
        : flagsOf((/O_[A-Z_|]+(?:\|0\w+)?/u.exec(args[name === 'open' ? 1 : 2] ?? '') ?? [''])[0]);
    if (path === undefined || isNoFile(path, flags)) {
      this.left.add(`${name} of a device, a folder or what else is no file`);
      this.shut(task, fd);
      return;
    }
    const made = isMade(call, flags);
    const file = this.files.at(path, made);
    const cloexec = flags.includes('O_CLOEXEC') || (args[1] ?? '').includes('MFD_CLOEXEC');
    this.bind(task, fd, file, ACCESSES.find((access) => flags.includes(access)) ?? 'O_RDONLY', cloexec);
    if (flags.includes('O_TRUNC') && !made) this.left.add('truncation by O_TRUNC');
  }

  private bind(task: Task, fd: number, file: LoggedFile, access: (typeof ACCESSES)[number], cloexec: boolean): Handle {
    const handle = { name: this.handles.next(fd), file, cloexec };
    this.shut(task, fd);
    task.fds.set(fd, handle);
    const flags = cloexec ? [access, 'O_CLOEXEC' as const] : [access];
    this.put({ call: 'open', process: task.name, file: file.name, flags, as: handle.name });
    return handle;
  }

  private close({ args }: LoggedCall, task: Task): void {
    const { fd } = descriptorOf(args[0]);
    if (task.fds.has(fd)) this.shut(task, fd);
    else this.left.add('close of what is no file here');
  }

  /** A number that stands for something else from now on. */
  private shut(task: Task, fd: number): void {
    const handle = drop(task.fds, fd);
    if (handle !== undefined) this.put({ call: 'close', process: task.name, fd: handle.name });
  }

  private duplicate({ name, args, result }: LoggedCall, task: Task): void {
    const from = task.fds.get(descriptorOf(args[0]).fd);
    const to = descriptorOf(result).fd;
    if (name.startsWith('fcntl') && !(args[1] ?? '').startsWith('F_DUPFD')) return this.left.add(`fcntl ${args[1] ?? ''}`);
    if (from === undefined) return this.left.add(`${name} of what is no file here`);
    if (task.fds.get(to) === from) return;
    this.shut(task, to);
    task.fds.set(to, from);
  }

  private size({ args }: LoggedCall, task: Task): void {
    const handle = task.fds.get(descriptorOf(args[0]).fd);
    const size = numberOf(/st_size=(\d+)/u.exec(args.join(','))?.[1]);
    if (handle !== undefined && size !== undefined) tell(handle.file, size);
  }

  private truncate({ args }: LoggedCall, task: Task): void {
    const handle = this.handleOf(args[0], task);
    const size = numberOf(args[1]);
    if (handle === undefined || size === undefined) return this.left.add('ftruncate of what is no file here');
    handle.file.size = size;
    this.put({ call: 'ftruncate', process: task.name, fd: handle.name, size: hex(size) });
  }

  /** It makes a file longer, or only takes room for it. */
  private allocate({ args }: LoggedCall, task: Task): void {
    const handle = this.handleOf(args[0], task);
    const [offset, length] = [numberOf(args[2]), numberOf(args[3])];
    if (handle === undefined || offset === undefined || length === undefined || args[1] !== '0') return this.left.add('fallocate');
    const end = offset + length;
    if (end <= handle.file.size) return this.left.add('fallocate within the file');
    handle.file.size = end;
    this.put({ call: 'ftruncate', process: task.name, fd: handle.name, size: hex(end), note: 'fallocate in the log.' });
  }

  /** What a descriptor is; with -y the log says so of those that were there before it begins, too. */
  private handleOf(arg: string | undefined, task: Task): Handle | undefined {
    const { fd, path } = descriptorOf(arg);
    const known = task.fds.get(fd);
    if (known !== undefined || path === undefined || fd < 0 || isNoFile(path, [])) return known;
    return this.bind(task, fd, this.files.at(path.replace(/ \(deleted\)$/u, ''), false), 'O_RDWR', false);
  }

  private mmap(call: LoggedCall, task: Task): void {
    const anonymous = flagsOf(call.args[3]).includes('MAP_ANONYMOUS');
    const handle = anonymous ? undefined : this.handleOf(call.args[4], task);
    if (!anonymous && handle === undefined) return this.left.add('mmap of a descriptor that the log does not open, or of a device');
    const step = mmapStep(call, task, handle, this.left);
    if (step === undefined) return this.left.add('mmap with an argument that is not told');
    this.put(step);
    const { addr, prot } = step;
    const offset = numberOf(step.offset ?? '0x0') ?? 0n;
    const reaches = handle === undefined || handle.file.size > offset || (!handle.file.made && handle.file.told === undefined);
    if (this.touch && addr !== undefined && prot.includes('PROT_READ') && reaches) this.put({ call: 'load', process: task.name, addr });
  }

  private fork({ name, args, result }: LoggedCall, task: Task): void {
    const pid = Number(result);
    const flags = args.join('|');
    if (!Number.isSafeInteger(pid) || pid <= 0) return this.left.add(`${name} without a result`);
    if (flags.includes('CLONE_THREAD')) return this.tasks.thread(task, pid);
    // Until it executes a program, the child of vfork has its parent's memory; a trace cannot say so.
    if (name === 'vfork' || flags.includes('CLONE_VM')) this.left.add('shared memory of a vfork, taken as a fork');
    const child = this.tasks.fork(task, pid);
    this.put({ call: 'fork', process: task.name, child: child.name });
  }

  private exec(task: Task): void {
    // strace begins with the execve of the program itself.
    if (!task.begun) return;
    for (const [fd, handle] of task.fds) if (handle.cloexec) task.fds.delete(fd);
    task.mapped.clear();
    this.put({ call: 'exec', process: task.name });
  }

  private exit({ name, pid }: LoggedCall, task: Task): void {
    if (name === 'exit' && task.threads.size > 1) {
      this.tasks.end(task, pid);
      return;
    }
    task.ended = true;
    this.put({ call: 'exit', process: task.name });
  }

  private end(pid: number | undefined): void {
    const task = this.tasks.known(pid);
    if (task === undefined || !this.tasks.end(task, pid)) return;
    task.ended = true;
    this.put({ call: 'exit', process: task.name });
  }
}

function isWithoutResult(result: string): boolean {
  return result === '-1' || result === '?';
}

function pathIn({ name, args, line }: LoggedCall): string | undefined {
  // Each is a file of its own, whatever it is called.
  if (name === 'memfd_create') return `memfd-${pathOf(args[0]) ?? ''}-${line}`;
  const path = pathOf(args[name === 'open' || name === 'creat' ? 0 : 1]);
  return args.some((arg) => arg.includes('O_TMPFILE')) ? `${path ?? ''}/tmpfile-${line}` : path;
}

function isMade({ name, args }: LoggedCall, flags: readonly string[]): boolean {
  if (name === 'memfd_create' || name === 'creat' || flags.some((flag) => flag.startsWith('O_TMPFILE'))) return true;
  return flags.includes('O_CREAT') && flags.includes('O_EXCL') && args.length > 0;
}

/** Pipes and sockets, as -y shows them, too. */
function isNoFile(path: string, flags: readonly string[]): boolean {
  if (flags.includes('O_DIRECTORY') || flags.includes('O_PATH')) return true;
  return /^(?:\/dev\/(?!shm\/)|\/proc\/|\/sys\/|\w+:\[)/u.test(path) || path === '';
}
