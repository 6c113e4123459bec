/** The conversations on the pages are such as the harness has, to the letter, and such as the schema permits. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OWN_PREFIX, PASSED } from '../../adapters/environment.ts';
import {
  DEFAULT_LONGEST,
  DEFAULT_WINDOW,
  LAST_SEQ,
  LONGEST_ANSWER,
  STOP,
  hello,
  look,
  numbered,
  reset,
  step,
  trace,
} from '../../adapters/wire/lines.ts';
import type { Unnumbered } from '../../adapters/wire/lines.ts';
import { MAX_FAILURES } from '../../conform.ts';
import { checkNoun } from '../../schemas/gate.ts';
import { schemas } from '../../schemas/generated/schemas.ts';
import type { Call, CallName, Setup } from '../../schemas/contract.ts';
import type {
  HelloRequest,
  LookRequest,
  ResetRequest,
  Step,
  StepRequest,
  StopRequest,
  TraceRequest,
} from '../../schemas/generated/types.ts';
import { normalCall } from '../../schemas/normal-call.ts';
import { blocksOf } from './blocks.ts';
import type { Block } from './blocks.ts';

const page = readFileSync('docs/protocol.md', 'utf8');
const wireOf = (text: string): Block[] => blocksOf(text).filter(({ language }) => language === 'wire');
const conversations = wireOf(page);
const guided = wireOf(readFileSync('docs/writing-a-body.md', 'utf8'));

type Request = HelloRequest | ResetRequest | StepRequest | LookRequest | TraceRequest | StopRequest;
type Answer = 'wire/helloAnswer' | 'wire/outcomeAnswer' | 'wire/snapshotAnswer' | 'wire/entriesAnswer' | 'wire/errorAnswer';

/** What may answer which message, besides an error; told apart by the key that only they have. */
const ANSWERS: Readonly<Record<Request['kind'], Readonly<Record<string, Answer>>>> = {
  hello: { body: 'wire/helloAnswer' },
  reset: { outcome: 'wire/outcomeAnswer' },
  step: { outcome: 'wire/outcomeAnswer' },
  look: { snapshot: 'wire/snapshotAnswer', outcome: 'wire/outcomeAnswer' },
  trace: { entries: 'wire/entriesAnswer', outcome: 'wire/outcomeAnswer' },
  stop: { outcome: 'wire/outcomeAnswer' },
};

function checkAnswer(request: Request, text: string): void {
  const answer = JSON.parse(text) as Record<string, unknown>;
  const fitting = { ...ANSWERS[request.kind], error: 'wire/errorAnswer' } as Record<string, Answer>;
  const key = Object.keys(fitting).find((name) => name in answer);
  expect(key, `${request.kind} is answered by ${text}`).toBeDefined();
  checkNoun(fitting[key ?? ''] ?? 'wire/errorAnswer', answer);
  expect(answer['seq'], text).toBe(request.seq);
}

function requestOf(text: string): Request {
  const { kind } = JSON.parse(text) as Request;
  return checkNoun(`wire/${kind}`, JSON.parse(text));
}

function callOf(told: Step): Call {
  if (told.call === 'return' || told.call === 'resume') throw new Error(`a ${told.call} is not told`);
  return normalCall(told);
}

/** As the harness writes it: setups and steps made anew, keys in order. */
function asWritten(request: Request): Unnumbered {
  switch (request.kind) {
    case 'hello':
      return hello(request.stepMilliseconds, request.traceMilliseconds);
    case 'reset':
      return reset(request.setup as Setup);
    case 'step':
      return step(callOf(request.step));
    case 'look':
      return look(request.show);
    case 'trace':
      return trace(request.show, request.setup as Setup, request.steps.map(callOf));
    case 'stop':
      return STOP;
  }
}

describe('the conversations of docs/protocol.md', () => {
  it.each([...conversations, ...guided])('at line $line are such as the schema permits, and as the harness writes them', ({ lines }) => {
    let last: Request | undefined;
    for (const line of lines) {
      const text = line.slice(2);
      if (line.startsWith('> ')) {
        last = requestOf(text);
        expect(numbered(last.seq, asWritten(last))).toBe(`${text}\n`);
      } else {
        expect(line).toMatch(/^< /u);
        expect(last).toBeDefined();
        if (last !== undefined) checkAnswer(last, text);
      }
    }
  });

  it('show every message, every call and every error by name', () => {
    const said = conversations.flatMap(({ lines }) =>
      lines.filter((line) => line.startsWith('> ')).map((line) => requestOf(line.slice(2))),
    );
    expect(new Set(said.map(({ kind }) => kind))).toEqual(new Set(Object.keys(ANSWERS)));
    const calls = new Set(said.flatMap((request) => (request.kind === 'step' ? [request.step.call] : [])));
    const known = (schemas['body.schema.json'] as { properties: { calls: { items: { enum: CallName[] } } } }).properties.calls.items.enum;
    expect(calls).toEqual(new Set(known));
    const wire = schemas['wire.schema.json'] as { $defs: { errorAnswer: { properties: { error: { enum: string[] } } } } };
    for (const name of wire.$defs.errorAnswer.properties.error.enum) expect(page).toContain(`\`${name}\``);
  });

  it('are all that is shown', () => {
    expect(conversations.length).toBeGreaterThan(8);
    expect(guided.length).toBe(1);
    expect(blocksOf(page).every(({ language }) => ['wire', 'sh', 'c', 'console'].includes(language))).toBe(true);
  });
});

describe('the schema of the wire', () => {
  const told = { call: 'load', process: 'A', cpu: 0, addr: '0x1000' };
  it.each([
    ['an expectation', { ...told, expect: { result: 'done' } }],
    ['a note', { ...told, note: 'n' }],
    ['a beginning', { ...told, begins: 'x' }],
    ['a place that is no address', { ...told, addr: 'buf+0x1000' }],
    ['no CPU', { call: 'load', process: 'A', addr: '0x1000' }],
    ['a return', { call: 'return', of: 'x', cpu: 0 }],
  ])('does not let %s pass', (_what, step) => {
    expect(checkNoun('wire/step', { seq: 1, kind: 'step', step: told })).toBeDefined();
    expect(() => checkNoun('wire/step', { seq: 1, kind: 'step', step })).toThrow(expect.objectContaining({ name: 'InputError' }));
  });
});

describe('what the page says of the harness', () => {
  it('holds for the environment, the limits and the deadlines', () => {
    for (const name of [...PASSED, OWN_PREFIX]) expect(page).toContain(`\`${name}\``);
    const words = page.replaceAll(/\s+/gu, ' ');
    for (const sentence of [
      `at most \`window\` messages (${DEFAULT_WINDOW} where the body said nothing)`,
      `said in \`longest\` (${DEFAULT_LONGEST.toLocaleString('en')} where it said nothing)`,
      `at most ${LONGEST_ANSWER / 2 ** 20} MiB of it`,
      `after ${LAST_SEQ}`,
      `broken in ${MAX_FAILURES} traces`,
    ]) {
      expect(words).toContain(sentence);
    }
  });

  it('holds for the length of lines: no step is longer than 1,024 bytes', () => {
    const name = 'n'.repeat(64);
    const hex = `0x${'f'.repeat(16)}`;
    const flags = [
      'MAP_SHARED',
      'MAP_PRIVATE',
      'MAP_SHARED_VALIDATE',
      'MAP_FIXED',
      'MAP_FIXED_NOREPLACE',
      'MAP_ANONYMOUS',
      'MAP_SHARED_PT',
    ] as const;
    const call = {
      call: 'mmap',
      process: name,
      cpu: 63,
      addr: hex,
      length: hex,
      prot: ['PROT_READ', 'PROT_WRITE', 'PROT_EXEC'],
      flags: [...flags],
      fd: name,
      offset: hex,
      as: name,
    } satisfies Call;
    const length = numbered(LAST_SEQ, step(normalCall(call))).length;
    expect(length).toBeGreaterThan(500);
    expect(length).toBeLessThanOrEqual(1024);
  });
});
