/** Programs as bodies: how they are named and started, what they get of the harness, and how each failure is told. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { wordsOf } from '../../adapters/command.ts';
import { connect } from '../../adapters/connect.ts';
import { boundedEnvironment } from '../../adapters/environment.ts';
import type { Overheard } from '../../adapters/wire/channel.ts';
import type { Stage, StageOptions } from '../../adapters/stage.ts';
import { loadSuite } from '../../suites/load.ts';
import type { Step, Trace } from '../../schemas/generated/types.ts';
import { validateTrace, validateTranscript } from '../../schemas/validate.ts';
import { file, folder } from '../cli/shell.ts';
import { traceOf } from '../schemas/traces.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const stages: Stage[] = [];
afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.stop();
});

async function stageOf(name: string, options: StageOptions = {}): Promise<Stage> {
  const stage = await connect(name, { folder: root, ...options });
  stages.push(stage);
  return stage;
}

/** A program of a few lines: `hear` gets each message, `say` writes an answer. `hello` is what it says of itself. */
function program(hear: string, hello = '{ traces: true }', description = "{ name: 'p', generations: [], shows: [] }"): string {
  const source = `
const say = (value) => process.stdout.write((typeof value === 'string' ? value : JSON.stringify(value)) + '\\n');
const done = { outcome: { result: 'done' } };
let traces = 0;
let rest = '';
process.stdin.setEncoding('utf8').on('data', (chunk) => {
  const lines = (rest + chunk).split('\\n');
  rest = lines.pop();
  for (const line of lines) {
    const m = JSON.parse(line);
    const { seq, kind } = m;
    const entries = (m.steps ?? []).map(() => done);
    if (kind === 'hello') { say({ seq, protocol: 1, body: ${description}, ...${hello} }); continue; }
    if (kind === 'stop') { say({ seq, ...done }); process.exit(0); }
    if (kind === 'trace') traces += 1;
    ${hear}
    say(kind === 'trace' ? { seq, entries } : { seq, ...done });
  }
});`;
  return `exec:node ${file('program.cjs', source)}`;
}

const EXIT: Step = { call: 'exit', process: 'A' };
const EXEC: Step = { call: 'exec', process: 'A' };
const STEPS: readonly Step[] = [EXEC, { call: 'exec', process: 'B' }, EXEC, EXIT];
const few = (change: Partial<Trace> = {}): Trace => validateTrace(traceOf(STEPS, change));
/** Its second step waits for what the first one answers. */
const late = validateTrace(
  traceOf([
    { call: 'mmap', process: 'A', length: '0x1000', prot: [], flags: ['MAP_SHARED', 'MAP_ANONYMOUS'], as: 'm' },
    { call: 'load', process: 'A', addr: 'm' },
  ]),
);
const complete = { status: 'complete' };
const broken = (reason: RegExp, entries: number): object => ({
  status: 'broken',
  reason: expect.stringMatching(reason),
  entries: Array.from({ length: entries }, () => expect.anything()),
});

describe('the words of a command', () => {
  it.each<[string, string[]]>([
    ['./body', ['./body']],
    ['  python3   body.py -v ', ['python3', 'body.py', '-v']],
    [`'a b' "c d" e\\ f`, ['a b', 'c d', 'e f']],
    [`"\\"\\\\\\n" '\\' ''`, ['"\\\\n', '\\', '']],
    ['--x="1 2"y', ['--x=1 2y']],
    ['$HOME *.c | > ~ ;', ['$HOME', '*.c', '|', '>', '~', ';']],
    ['', []],
  ])('%j', (command, words) => {
    expect(wordsOf(command)).toEqual(words);
  });

  it.each([`"x`, `a 'b`, 'x\\'])('%j does not end', (command) => {
    expect(() => wordsOf(command)).toThrow(expect.objectContaining({ code: 'bad-command' }));
  });
});

describe('a program that cannot be used', () => {
  it.each([
    ['exec:', 'unknown-body', /exec:<command>/u],
    ['exec: ', 'bad-command', /exec:\.\/my-body/u],
    ['exec:"x', 'bad-command', /close it/u],
    ['exec:./none', 'no-such-file', /looked for/u],
    ['exec:none-such-program', 'no-such-file', /PATH/u],
    ['exec:README.md', 'no-such-file', /\.\/README\.md/u],
    ['exec:./README.md', 'not-executable', /chmod \+x/u],
    ['exec:./tests', 'not-executable', /name the program/u],
    ['exec:cat', 'bad-program', /protocol\.md/u],
    ['exec:true', 'bad-program', /protocol\.md/u],
    ['exec-shell:exit 7', 'bad-program', /protocol\.md/u],
  ])('%s', async (name, code, hint) => {
    await expect(stageOf(name)).rejects.toMatchObject({ name: 'InputError', code, hint: expect.stringMatching(hint) });
  });

  it.each([
    ['exec:cat', /repeats what it was sent: `\{"seq":1,"kind":"hello"/u],
    ['exec-shell:echo no luck >&2; exit 7', /it exited with code 7\nits last output:\nno luck/u],
    [`exec-shell:read x; echo '{"seq":1,"protocol":2,"body":{"name":"b","generations":[],"shows":[]}}'`, /version 2 of the protocol/u],
    [`exec-shell:read x; echo '{"seq":1,"error":"no-common-protocol"}'`, /the error no-common-protocol/u],
    [`exec-shell:read x; echo '{"seq":1,"protocol":1,"body":{"name":"b","generations":[],"shows":["tlbs"]}}'`, /\/body\/shows\/0: "tlbs"/u],
    [
      'exec-shell:read x; echo debug',
      /not a JSON object \(standard output belongs to the protocol; print to standard error.*\): `debug`$/u,
    ],
    ['exec-shell:sleep 60', /hello was not answered within 1500 ms/u],
  ])('%s: says why', async (name, message) => {
    await expect(stageOf(name, { startMilliseconds: 1500 })).rejects.toMatchObject({ message: expect.stringMatching(message) });
  });
});

describe('what a program gets', () => {
  it('is a bounded environment', () => {
    expect(boundedEnvironment({ PATH: '/bin', SECRET: 'x', NODE_OPTIONS: '-r y', PTSHARE_BODY_LEVEL: '3', LANG: undefined })).toEqual({
      PATH: '/bin',
      PTSHARE_BODY_LEVEL: '3',
    });
  });

  it('is no more than that, in the folder, in a process group of its own', async () => {
    process.env['PTSHARE_TEST_SECRET'] = 'x';
    const away = folder();
    const stage = await stageOf(
      program(
        `say({ seq, error: 'internal', message: [process.cwd(), process.env.PTSHARE_TEST_SECRET, process.pid].join(' ') }); continue;`,
      ),
      { folder: away },
    );
    const { reason = '' } = await stage.perform(few());
    delete process.env['PTSHARE_TEST_SECRET'];
    const [, cwd, pid] = /internal: (\S+)  (\d+)/u.exec(reason) ?? [];
    expect(cwd).toBe(away);
    expect(readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[4]).toBe(pid);
  });

  it('is no expectation, title or note', async () => {
    const heard: Overheard[] = [];
    const stage = await stageOf(program(''), { overhear: (line) => heard.push(line) });
    const noted = STEPS.map((step) => ({ ...step, note: 'a secret', expect: { result: 'done' as const } }));
    for (const trace of [validateTrace(traceOf(noted, { title: 'a secret' })), late])
      expect(await stage.perform(trace)).toMatchObject(complete);
    const sent = heard.filter(({ direction }) => direction === 'to-body').map(({ text }) => text);
    expect(sent.map((text) => (JSON.parse(text) as { kind: string }).kind)).toEqual(['hello', 'trace', 'reset', 'step']);
    expect(sent.join('')).not.toMatch(/secret|expect|small/u);
  });

  it('ends with all its children', async () => {
    const marker = join(folder(), 'pid');
    const child = `require('node:child_process').spawn('sleep', ['300'], { stdio: 'inherit' })`;
    const stage = await stageOf(
      program(`if (traces > 0) { require('node:fs').writeFileSync('${marker}', String(${child}.pid)); process.exit(3); }`),
    );
    expect(await stage.perform(few())).toMatchObject(
      broken(/^step 0: it exited with code 3\nSent once more in single steps, it did not fail/u, 0),
    );
    expect(isDead(readFileSync(marker, 'utf8'))).toBe(true);
  });
});

/** Gone, or dead and not yet buried by the one who adopted it. */
function isDead(pid: string): boolean {
  const stat = `/proc/${pid}/stat`;
  return !existsSync(stat) || readFileSync(stat, 'utf8').split(' ')[2] === 'Z';
}

describe('an interrupt', () => {
  it('ends a program that hangs, with the command', async () => {
    const marker = join(folder(), 'pid');
    const hangs = program(`require('node:fs').writeFileSync('${marker}', String(process.pid)); for (;;);`);
    const argv = ['--import', 'tsx', 'cli/main.ts', 'replay', 'eligible-one-slot', '--on', hangs, '--deadline', '60000'];
    const command = spawn(process.execPath, argv, { cwd: root, stdio: 'ignore' });
    const ended = new Promise((resolve) => command.on('exit', (_code, signal) => resolve(signal)));
    await expect.poll(() => existsSync(marker) && readFileSync(marker, 'utf8') !== '', { timeout: 20_000 }).toBe(true);
    command.kill('SIGINT');
    expect(await ended).toBe('SIGINT');
    await expect.poll(() => isDead(readFileSync(marker, 'utf8')), { timeout: 5000 }).toBe(true);
  });
});

describe('a whole trace', () => {
  it('gives what single steps give, for the reference and every story', { timeout: 120_000 }, async () => {
    const reference = await connect('reference');
    const piped = await stageOf('exec:node --import tsx tests/adapters/bodies/reference-program.ts');
    const traces: Trace[] = [];
    for await (const { trace } of (await loadSuite(['protection', 'errors'])).traces()) traces.push(trace);
    const wholes = await Promise.all(traces.map((trace) => piped.perform(trace)));
    for (const [i, trace] of traces.entries()) {
      const { entries } = await reference.perform(trace);
      expect(validateTranscript(wholes[i])).toMatchObject({ status: 'complete', trace: { id: trace.id } });
      expect(wholes[i]?.entries, trace.id).toEqual(JSON.parse(JSON.stringify(entries)));
    }
    expect(traces.length).toBeGreaterThan(50);
  });

  const failsAt = (where: string): string => `if (${where}) process.exit(9);`;

  it('that fails is sent again in steps, to find the step', async () => {
    const stage = await stageOf(program(failsAt(`traces > 1 || (kind === 'step' && m.step.call === 'exec' && m.step.process === 'B')`)));
    const all = await Promise.all([few(), few(), few(), late].map((trace) => stage.perform(trace)));
    expect(all).toMatchObject([complete, broken(/^step 1: it exited with code 9$/u, 1), broken(/^step 1: it exited/u, 1), complete]);
  });

  it('that is answered in parts tells its step itself', async () => {
    const parts = `if (kind === 'trace') { say({ seq, entries: entries.slice(0, 2), more: true }); if (traces > 1) process.exit(9); say({ seq, entries: entries.slice(2) }); continue; }`;
    const stage = await stageOf(program(parts));
    expect(await Promise.all([few(), few(), few()].map((trace) => stage.perform(trace)))).toMatchObject([
      complete,
      broken(/^step 2: it exited with code 9/u, 2),
      complete,
    ]);
  });

  it.each([
    ['too few entries', 'entries.pop();', /^step 3: it answered 4 steps with 3 entries/u, 3],
    ['too many entries', 'entries.push(done);', /^step 3: it answered 4 steps with more entries/u, 3],
    [
      'a wrong entry',
      "entries[2] = { outcome: { result: 'dome' } };",
      /^step 2: the outcome is not valid: \/result: there is no result "dome"/u,
      2,
    ],
    [
      'a snapshot that nobody asked for',
      'entries[1] = { ...done, snapshot: { mms: [], tables: [] } };',
      /^step 1: it shows what nobody/u,
      1,
    ],
  ])('with %s is broken there', async (_what, hear, reason, entries) => {
    const stage = await stageOf(program(`if (traces === 2) { ${hear} }`));
    expect(await Promise.all([few(), few(), few()].map((trace) => stage.perform(trace)))).toMatchObject([
      complete,
      broken(reason, entries),
      complete,
    ]);
  });

  it('is sent in steps where it is longer than the body reads', async () => {
    const kinds: string[] = [];
    const overhear = ({ direction, text }: Overheard): void =>
      void (direction === 'to-body' && kinds.push((JSON.parse(text) as { kind: string }).kind));
    const stage = await stageOf(program('', '{ traces: true, longest: 2048 }'), { overhear });
    const long = validateTrace(traceOf(Array.from({ length: 60 }, () => EXEC)));
    expect(await stage.perform(few())).toMatchObject(complete);
    expect(await stage.perform(long)).toMatchObject(complete);
    expect(kinds.slice(0, 4)).toEqual(['hello', 'trace', 'reset', 'step']);
    const many = few({ processes: ['A', 'B', ...Array.from({ length: 60 }, (_, i) => `p${i}`.padEnd(60, 'x'))] });
    expect(await stage.perform(many)).toMatchObject({
      status: 'skipped',
      reason: 'its reset is longer than the 2048 bytes that the body reads',
    });
  });

  it('is late by its own deadline, and the next one is not', async () => {
    const stage = await stageOf(
      program(`if (kind === 'trace' && traces === 1) continue; if (kind === 'step' && m.step.process === 'B') continue;`),
      {
        traceMilliseconds: 1000,
        stepMilliseconds: 500,
      },
    );
    expect(await Promise.all([few(), late].map((trace) => stage.perform(trace)))).toMatchObject([
      broken(/^step 1: exec was not answered within 500 ms/u, 1),
      complete,
    ]);
  });
});

describe('a program that is honest', () => {
  it.each([
    ['a trace', '{ traces: true }'],
    ['steps', '{}'],
  ])('is skipped where it cannot be set up (%s)', async (_what, hello) => {
    const stage = await stageOf(
      program(`if (m.setup) { say({ seq, outcome: { result: 'unsupported', what: 'such a machine' } }); continue; }`, hello),
    );
    for (const trace of [few(), late]) {
      expect(await stage.perform(trace)).toMatchObject({
        status: 'skipped',
        entries: [],
        reason: 'the body does not support such a machine',
      });
    }
  });

  it('is skipped where calls overlap or allocations fail, whatever it says of itself: the protocol has no words for that', async () => {
    const able = "{ name: 'p', generations: [], shows: [], overlaps: true, points: ['flush'], faults: ['allocation'] }";
    const stage = await stageOf(program('', '{ traces: true }', able));
    const overlapping: Step[] = [
      { ...EXEC, begins: 'x' },
      { call: 'exec', process: 'B' },
      { call: 'return', of: 'x' },
    ];
    const failing: Step[] = [{ ...EXEC, fail: { allocation: 1 } }];
    expect(await Promise.all([overlapping, failing].map((steps) => stage.perform(validateTrace(traceOf(steps)))))).toMatchObject([
      { status: 'skipped', reason: 'the call begun as x overlaps step 1, and the body answers one call at a time' },
      { status: 'skipped', reason: 'an allocation is to fail in step 0, and the body cannot make one fail' },
    ]);
    expect(stage.description).toEqual({ name: 'p', generations: [], shows: [] });
  });

  it('goes on after an error of its own, in the same process', async () => {
    const heard: Overheard[] = [];
    const stage = await stageOf(
      program(`if (traces === 1) { traces = 2; say({ seq, error: 'internal', message: 'a bad day' }); continue; }`),
      {
        overhear: (line) => heard.push(line),
      },
    );
    expect(await Promise.all([few(), few()].map((trace) => stage.perform(trace)))).toMatchObject([
      broken(/^step 0: it answered with the error internal: a bad day$/u, 0),
      complete,
    ]);
    expect(heard.filter(({ text }) => text.includes('"hello"'))).toHaveLength(1);
  });

  const SHOWS = "{ name: 'p', generations: [], shows: ['tables', 'tlb'] }";
  const shot = (more: string): string => `{ mms: [], tables: []${more} }`;

  it.each([
    ['what it announced', shot(', tlb: []'), complete],
    ['less', shot(''), broken(/^step 0: it says that it shows tlb, and its snapshot has none/u, 0)],
    ['more', shot(', tlb: [], caches: []'), broken(/^step 0: its snapshot has caches, which it does not say that it shows/u, 0)],
    ['nonsense', '7', broken(/^step 0: the snapshot is not valid/u, 0)],
  ])('shows %s, and is told so', async (_what, snapshot, fate) => {
    const shown = `if (kind === 'look') { say({ seq, snapshot: ${snapshot} }); continue; } entries.forEach((e, i) => (entries[i] = { ...e, snapshot: ${snapshot} }));`;
    for (const hello of ['{}', '{ traces: true }'])
      expect(await (await stageOf(program(shown, hello, SHOWS))).perform(few())).toMatchObject(fate);
  });

  it('may leave a look unseen, but not all of them', async () => {
    const look = `if (kind === 'look') { say({ seq, outcome: { result: 'unsupported' } }); continue; }`;
    const unseen = await (await stageOf(program(look, '{}', SHOWS))).perform(few());
    expect(unseen).toMatchObject(complete);
    expect(unseen.entries.every(({ snapshot }) => snapshot === undefined)).toBe(true);
    const never = await stageOf(program('', '{ traces: true }', SHOWS));
    expect(await never.perform(few())).toMatchObject(broken(/it says that it shows tables, tlb, and shows nothing in a whole trace/u, 3));
  });
});

describe('a program that does not last', () => {
  it('is found dead by the next trace', async () => {
    const stage = await stageOf(program(`if (traces === 1) setTimeout(() => process.exit(5), 20);`));
    expect(await stage.perform(few())).toMatchObject(complete);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await stage.perform(few())).toMatchObject(broken(/^step 0: before the first step: it exited with code 5/u, 0));
    expect(await stage.perform(few())).toMatchObject(complete);
  });

  it('is given up after five starts that fail', async () => {
    const once = join(folder(), 'once');
    const fragile = `require('node:fs').existsSync('${once}') ? process.exit(4) : require('node:fs').writeFileSync('${once}', '')`;
    const stage = await stageOf(program(`process.exit(2);`, `(${fragile}, {})`));
    const reasons: (string | undefined)[] = [];
    for (let i = 0; i < 8; i++) reasons.push((await stage.perform(few())).reason);
    expect(reasons[0]).toMatch(/^step 0: it exited with code 2/u);
    for (const reason of reasons.slice(1, 6)) expect(reason).toMatch(/^step 0: the body did not start again: it exited with code 4/u);
    expect(reasons.slice(6)).toEqual(Array.from({ length: 2 }, () => 'step 0: gave up after 5 starts that failed'));
  });

  it('says the same of itself when it starts again, or is broken', async () => {
    const stage = await stageOf(
      program(`if (traces > 0) process.exit(1);`, '{ traces: true }', "{ name: 'p' + process.pid, generations: [], shows: [] }"),
    );
    expect(await stage.perform(few())).toMatchObject(broken(/started again, it says something else of itself/u, 0));
  });

  it('is ended where the stage is stopped while it starts again', async () => {
    const pids = join(folder(), 'pids');
    const noted = `(require('node:fs').appendFileSync('${pids}', process.pid + ' '), {})`;
    const stage = await stageOf(program(`if (kind === 'step') process.exit(1);`, noted));
    const [first, second] = [stage.perform(few()), stage.perform(few())];
    expect(await first).toMatchObject(broken(/it exited with code 1/u, 0));
    await stage.stop();
    expect((await second).status).toBe('broken');
    const started = readFileSync(pids, 'utf8').trim().split(' ').map(Number);
    expect(started.length).toBeGreaterThan(1);
    for (const pid of started) expect(() => process.kill(pid, 0), String(pid)).toThrow('ESRCH');
  });

  it('performs nothing once stopped', async () => {
    const stage = await stageOf(program(''));
    await stage.stop();
    expect(await stage.perform(few())).toMatchObject(broken(/the stage was stopped/u, 0));
  });
});
