'use strict';
// Ways to misbehave, as data: each gets the honest answer, something to draw from, and what a program can do.

const line = (value) => `${JSON.stringify(value)}\n`;
const seqOf = ({ seq }, off) => ({ seq: seq + off });
/** The honest answer with other outcomes, in a step or in a whole trace. */
const outcomes = (answer, change) =>
  'entries' in answer
    ? { ...answer, entries: answer.entries.map((entry) => ({ ...entry, outcome: change(entry.outcome) })) }
    : { ...answer, outcome: change(answer.outcome) };
const bytes = (draw, count) => Buffer.from(Array.from({ length: count }, () => draw(256)));
const ascii = (draw, count) => Array.from({ length: count }, () => String.fromCodePoint(32 + draw(95))).join('');

/** name -> (answer, draw(n): 0 to n-1, act, message text) */
const vices = {
  // It ends.
  exits: (_a, draw, act) => act.exit(draw(256)),
  'exits after half a line': (a, draw, act) => (act.write(line(a).slice(0, 1 + draw(10))), act.exit(draw(3))),
  'is killed': (_a, draw, act) => act.kill(['SIGKILL', 'SIGSEGV', 'SIGABRT', 'SIGTERM'][draw(4)]),
  'complains and exits': (_a, draw, act) => (act.complain(ascii(draw, 100)), act.exit(1)),
  'answers and exits': (a, draw, act) => (act.write(line(a)), act.exit(draw(2))),
  'closes its output': (_a, _draw, act) => act.closeOutput(),
  // It hangs.
  'does not answer': () => undefined,
  'spins for ever': (_a, _draw, act) => act.spin(),
  'begins a line and stops': (a, draw, act) => act.write(line(a).slice(0, 1 + draw(12))),
  // It floods.
  'floods without newline': (_a, draw, act) => act.flood(String.fromCodePoint(97 + draw(26)).repeat(1 << 20), 40),
  'floods with lines': (_a, draw, act) => act.flood(`${ascii(draw, 60)}\n`.repeat(4000), 20),
  'floods with answers': (a, _draw, act) => act.flood(line(a).repeat(4000), 20),
  'floods its errors, then exits': (_a, draw, act) => (act.complain(ascii(draw, 500_000)), act.exit(3)),
  // It prints garbage.
  'prints bytes': (_a, draw, act) => act.write(Buffer.concat([bytes(draw, 1 + draw(300)), Buffer.from('\n')])),
  'prints text': (_a, draw, act) => act.write(`${ascii(draw, draw(80))}\n`),
  'prints an empty line first': (a, _draw, act) => act.write(`\n${line(a)}`),
  'prints a banner first': (a, draw, act) => act.write(`${ascii(draw, 20)}\n${line(a)}`),
  'prints half of it': (a, draw, act) => act.write(`${line(a).slice(0, -2 - draw(8))}\n`),
  'prints two on a line': (a, _draw, act) => act.write(`${JSON.stringify(a)}${line(a)}`),
  'prints a scalar': (_a, draw, act) => act.write(`${['null', 'true', '7', '"done"', '-0', '1e999'][draw(6)]}\n`),
  'prints a list': (a, _draw, act) => act.write(line([a])),
  'nests deeply': (_a, draw, act) => act.write(`${'['.repeat(50_000 + draw(50_000))}\n`),
  'sets a prototype': (a, _draw, act) => act.write(`{"seq":${a.seq},"__proto__":{"outcome":{"result":"done"}}}\n`),
  'prints invalid UTF-8 in its answer': (a, _draw, act) =>
    act.write(Buffer.from(`{"seq":${a.seq},"outcome":{"result":"\u00ff\u00fe"}}\n`, 'latin1')),
  // It miscounts.
  'answers another number': (a, draw, act) => act.write(line({ ...a, ...seqOf(a, 1 + draw(1000)) })),
  'answers an earlier number': (a, draw, act) => act.write(line({ ...a, ...seqOf(a, -1 - draw(3)) })),
  'answers no number': (a, _draw, act) => act.write(line({ ...a, seq: undefined })),
  'answers the number as text': (a, _draw, act) => act.write(line({ ...a, seq: String(a.seq) })),
  'answers a fraction': (a, _draw, act) => act.write(line({ ...a, seq: a.seq + 0.5 })),
  'answers twice': (a, _draw, act) => act.write(line(a) + line(a)),
  'answers twice, differently': (a, draw, act) =>
    act.write(line(a) + line({ ...a, outcome: { result: 'refused', errno: `E${draw(99)}` } })),
  'answers ahead': (a, _draw, act) => act.write(line(a) + line({ ...a, ...seqOf(a, 1) })),
  'answers the next first': (a, _draw, act) => act.write(line({ ...a, ...seqOf(a, 1) }) + line(a)),
  // It echoes.
  echoes: (_a, _draw, act, text) => act.write(`${text}\n`),
  'echoes into its answer': (a, _draw, act, text) => act.write(line({ ...JSON.parse(text), ...a })),
  // It answers what is no answer.
  'invents a result': (a, draw, act) => act.write(line(outcomes(a, () => ({ result: ascii(draw, 5) })))),
  'numbers its errors': (a, draw, act) => act.write(line(outcomes(a, () => ({ result: 'refused', errno: draw(133) })))),
  'misspells an error': (a, draw, act) =>
    act.write(line(outcomes(a, () => ({ result: 'refused', errno: ['einval', 'E', '', 'INVAL'][draw(4)] })))),
  'raises another signal': (a, _draw, act) => act.write(line(outcomes(a, () => ({ result: 'fault', signal: 'SIGILL' })))),
  'answers an address as a number': (a, draw, act) => act.write(line(outcomes(a, () => ({ result: 'done', addr: draw(2 ** 31) })))),
  'answers a wrong address': (a, draw, act) =>
    act.write(line(outcomes(a, () => ({ result: 'done', addr: ['0X1', '0x01', '0x', '1000', `0x${'f'.repeat(17)}`][draw(5)] })))),
  'answers a fraction of a byte': (a, draw, act) => act.write(line(outcomes(a, () => ({ result: 'done', value: draw(256) + 0.25 })))),
  'answers less than nothing': (a, draw, act) => act.write(line(outcomes(a, () => ({ result: 'done', value: -1 - draw(256) })))),
  'says more than an outcome': (a, draw, act) => act.write(line(outcomes(a, (outcome) => ({ ...outcome, [ascii(draw, 4)]: 1 })))),
  'answers null': (a, _draw, act) => act.write(line(outcomes(a, () => null))),
  'answers nothing': ({ seq }, _draw, act) => act.write(line({ seq })),
  'adds a word': (a, draw, act) => act.write(line({ ...a, [`x${ascii(draw, 4)}`]: draw(9) })),
  // It says one thing and does another.
  'shows unasked': (a, _draw, act) =>
    act.write(
      line(
        'entries' in a
          ? { ...a, entries: a.entries.map((e) => ({ ...e, snapshot: { mms: [], tables: [] } })) }
          : { ...a, snapshot: { mms: [], tables: [] } },
      ),
    ),
  'fails and says so': (a, draw, act) =>
    act.write(line({ seq: a.seq, error: ['bad-message', 'unknown-kind', 'internal'][draw(3)], message: ascii(draw, 30) })),
  'fails in its own words': (a, draw, act) => act.write(line({ seq: a.seq, error: ascii(draw, 8) })),
};

module.exports = { vices, line };
