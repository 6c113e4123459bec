/** Whether what the author expects can be an answer to the call at all. */
import type { Expectation, Step } from './generated/types.ts';

export interface ExpectationFault {
  readonly message: string;
  readonly hint: string;
  /** Pointer below the expectation. */
  readonly property: string;
}

const ACCESSES: ReadonlySet<string> = new Set(['load', 'store']);
/** The calls that may show each property of what is done. */
const SHOWN_BY: Readonly<Record<'value' | 'data' | 'size', readonly string[]>> = {
  value: ['load', 'table-bytes', 'present', 'return'],
  data: ['read', 'return'],
  size: ['fstat', 'return'],
};

/** The properties that may stand beside each result. */
const BESIDE: Readonly<Record<Expectation['result'], readonly string[]>> = {
  done: ['result', 'value', 'data', 'size'],
  refused: ['result', 'errno'],
  fault: ['result', 'signal', 'code'],
};

function stray(expect: Expectation): ExpectationFault | undefined {
  const allowed = BESIDE[expect.result];
  const property = Object.keys(expect).find((name) => !allowed.includes(name));
  if (property === undefined) return undefined;
  return {
    message: `${property} does not go with the result ${expect.result}`,
    hint: `allowed: ${allowed.join(', ')}`,
    property: `/${property}`,
  };
}

function wrongResult(call: Step['call'], expect: Expectation): ExpectationFault | undefined {
  if (call === 'resume') return { message: 'a call that goes on answers nothing', hint: 'expect it at its return', property: '' };
  const access = ACCESSES.has(call);
  if (expect.result === 'fault' && !access && call !== 'return')
    return { message: `${call} does not fault`, hint: 'only load and store do', property: '/result' };
  if (expect.result === 'refused' && access)
    return { message: `a ${call} is not refused with an error number`, hint: 'expect a fault', property: '/result' };
  return wrongShow(call, expect);
}

function wrongShow(call: Step['call'], expect: Expectation): ExpectationFault | undefined {
  for (const property of ['value', 'data', 'size'] as const)
    if (expect[property] !== undefined && !SHOWN_BY[property].includes(call))
      return { message: `${call} shows no ${property}`, hint: `leave out ${property}`, property: `/${property}` };
  return undefined;
}

function wrongCode(expect: Expectation): ExpectationFault | undefined {
  if (expect.code === undefined || expect.signal === undefined) return undefined;
  if ((expect.signal === 'SIGBUS') === (expect.code === 'BUS_ADRERR')) return undefined;
  return {
    message: `${expect.signal} does not come with ${expect.code}`,
    hint: 'SIGSEGV has SEGV_ codes, SIGBUS has BUS_ADRERR',
    property: '/code',
  };
}

/** What is wrong with the expectation of a step, or undefined. */
export function expectationFault(call: Step['call'], expect: Expectation): ExpectationFault | undefined {
  return stray(expect) ?? wrongResult(call, expect) ?? wrongCode(expect);
}
