/** Traces that no program can be made of, and why. */
import { DEFAULT_GEOMETRY } from '../../schemas/contract.ts';
import type { Trace } from '../../schemas/generated/types.ts';
import { InputError } from '../../schemas/input-error.ts';
import { HUGE, filesOf, processesOf } from './fit.ts';

/** Steps that a program may have: each is a few lines of C. */
const MOST_STEPS = 2000;
/** Processes at once; the sockets of twice as many stay below the usual limit of descriptors. */
const MOST_PROCESSES = 200;
/** Bytes of a file that is filled, page by page, before the test begins. */
const MOST_FILLED = 256n << 20n;

/** @throws InputError not-exportable, with the place */
export function refuseUnfit(trace: Trace): void {
  const { pageSize, entriesPerTable, levels } = trace.geometry ?? DEFAULT_GEOMETRY;
  if (entriesPerTable !== 512 || (pageSize !== 4096 && pageSize !== HUGE))
    throw unfit(
      `no x86-64 machine has pages of ${pageSize} bytes and tables of ${entriesPerTable} entries`,
      '/geometry',
      'a program takes the machine as it is: pages of 4096 bytes, or of 2 MiB, and tables of 512 entries',
    );
  const depth = levels + (pageSize === HUGE ? 1 : 0);
  if (depth !== 4 && depth !== 5)
    throw unfit(
      `no x86-64 machine has ${levels} levels of tables above pages of ${pageSize} bytes`,
      '/geometry/levels',
      'there are 4 or 5, one of them below 2 MiB',
    );
  const split = trace.steps.findIndex((step) => step.call === 'return' || step.begins !== undefined);
  if (split >= 0)
    throw unfit(
      'a call is in flight while others are made',
      `/steps/${split}`,
      'take `begins` and `return` out: the calls then follow each other',
    );
  const failing = trace.steps.findIndex((step) => 'fail' in step && step.fail !== undefined);
  if (failing >= 0)
    throw unfit('an allocation is to fail', `/steps/${failing}`, 'take `fail` out: no program can make the kernel run out of memory there');
  if (trace.steps.length > MOST_STEPS) throw unfit(`${trace.steps.length} steps`, '/steps', `at most ${MOST_STEPS} steps become a program`);
  refuseMany(trace);
}

function refuseMany(trace: Trace): void {
  const processes = processesOf(trace).length;
  if (processes > MOST_PROCESSES)
    throw unfit(`${processes} processes`, '/processes', `at most ${MOST_PROCESSES} processes become a program`);
  for (const [name, { size, content = 'zeros', on }] of filesOf(trace)) {
    if (on === 'hugetlbfs')
      throw unfit(`the file ${name} is made of huge pages and lies beside ordinary ones`, `/files/${name}/on`, 'leave "on" out');
    if (content !== 'zeros' && BigInt(size) > MOST_FILLED)
      throw unfit(`the file ${name} of ${size} bytes would have to be filled`, `/files/${name}`, 'at most 256 MiB are; zeros cost nothing');
  }
}

function unfit(what: string, pointer: string, hint: string): InputError {
  return new InputError('not-exportable', `this trace cannot be a program: ${what}`, { pointer, hint });
}
