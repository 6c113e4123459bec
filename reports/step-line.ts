/** Steps and answers in a line each, as strace would write them. */
import type { Outcome, Step } from '../schemas/generated/types.ts';
import { wrap } from './wrap.ts';

/** What a call takes, in the order in which it is written. */
const ARGUMENTS: Readonly<Record<Step['call'], readonly string[]>> = {
  open: ['file', 'flags'],
  close: ['fd'],
  ftruncate: ['fd', 'size'],
  mmap: ['addr', 'length', 'prot', 'flags', 'fd', 'offset'],
  munmap: ['addr', 'length'],
  mprotect: ['addr', 'length', 'prot'],
  madvise: ['addr', 'length', 'advice'],
  mremap: ['addr', 'oldLength', 'newLength', 'flags', 'newAddr'],
  fork: [],
  exec: [],
  exit: [],
  load: ['addr'],
  store: ['addr', 'value'],
  tables: [],
  'table-bytes': [],
  present: ['addr'],
  resume: ['of'],
  return: ['of'],
  mount: [],
  umount: [],
  unlink: ['file'],
  read: ['fd', 'length'],
  fstat: ['fd'],
  fallocate: ['fd', 'mode', 'offset', 'length'],
  ioctl: ['fd', 'request', 'regionOffset', 'size', 'offset', 'prot', 'flags', 'object', 'pointer'],
  mshare: ['file', 'path', 'addr', 'length', 'flags', 'mode'],
  mshare_unlink: ['file', 'path'],
  mshare_create: ['flags'],
  mshare_attach: ['fd', 'offset', 'size', 'addr', 'flags'],
  mshare_detach: ['addr', 'size'],
  mshare_map: ['fd', 'offset', 'size', 'prot', 'flags', 'object', 'objectOffset'],
  mshare_unmap: ['fd', 'offset', 'size'],
  mshare_protect: ['fd', 'offset', 'size', 'prot'],
  mshare_advise: ['fd', 'offset', 'size', 'advice'],
  'pass-fd': ['fd', 'to'],
};

/** What stands for an argument that was left out, where a place must be kept. */
const ABSENT: Readonly<Record<string, string>> = { addr: 'NULL', fd: '-1', offset: '0' };
const NO_FLAGS: Readonly<Record<string, string>> = { prot: 'PROT_NONE', flags: '0' };

/** `mmap(buf, 0x1000, PROT_READ, MAP_SHARED, fd, 0) as buf`. */
export function callText(step: Step): string {
  const values = new Map<string, unknown>(Object.entries(step));
  const list = ARGUMENTS[step.call].map((name) => argument(name, values.get(name))).filter((text) => text !== '');
  const name = values.get('as') ?? values.get('child');
  return `${step.call}(${list.join(', ')})${typeof name === 'string' ? ` as ${name}` : ''}${flightText(step)}`;
}

/** ` begins restrict, to flush, allocation 2 fails`. */
function flightText(step: Step): string {
  const begins = step.begins === undefined ? '' : ` begins ${step.begins}`;
  const pause = step.call === 'return' || step.pause === undefined ? '' : `${step.call === 'resume' ? '' : ','} to ${step.pause}`;
  const fail = 'fail' in step && step.fail !== undefined ? `${begins === '' ? '' : ','} allocation ${step.fail.allocation} fails` : '';
  return `${begins}${pause}${fail}`;
}

function argument(name: string, value: unknown): string {
  if (value === undefined) return ABSENT[name] ?? '';
  if (Array.isArray(value)) return value.length === 0 ? (NO_FLAGS[name] ?? '0') : value.join('|');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Who makes the call and where: `A @1`; empty for a look at everything. */
export function actor(step: Step): string {
  const process = 'process' in step && step.process !== undefined ? step.process : '';
  return step.cpu === undefined ? process : `${process} @${step.cpu}`.trim();
}

/** `done 0x7f0000000000`, `refused EINVAL`, `fault SIGSEGV SEGV_MAPERR`, `in flight at flush`, `unsupported`. */
export function outcomeText(outcome: Outcome): string {
  switch (outcome.result) {
    case 'done':
      return ['done', outcome.addr, outcome.value, outcome.size, outcome.data].filter((part) => part !== undefined).join(' ');
    case 'refused':
      return `refused ${outcome.errno}`;
    case 'fault':
      return ['fault', outcome.signal, outcome.code].filter((part) => part !== undefined).join(' ');
    case 'pending':
      return ['in flight', outcome.at === undefined ? undefined : `at ${outcome.at}`].filter((part) => part !== undefined).join(' ');
    default:
      return ['unsupported', outcome.what].filter((part) => part !== undefined).join(': ');
  }
}

/** Lines of consecutive steps, numbered from 0 as pointers and verdicts are; `before` steps are left out in front. The last one is marked where `mark` is set. */
export function stepLines(steps: readonly Step[], before: number, mark: boolean, width = Number.MAX_SAFE_INTEGER): string[] {
  const actors = Math.max(1, ...steps.map((step) => actor(step).length));
  const lines = steps.flatMap((step, i) => {
    const sign = mark && i === steps.length - 1 ? '>' : ' ';
    return wrap(callText(step), width, `${sign}${String(before + i).padStart(4)}  ${actor(step).padEnd(actors)}  `);
  });
  return before > 0 ? [`      (${before} earlier step${before === 1 ? '' : 's'} left out)`, ...lines] : lines;
}
