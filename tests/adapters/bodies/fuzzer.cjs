'use strict';
// A body that is honest until a trace whose first process is named after a number: m17. Then it misbehaves, once, in the way
// that the number stands for, at a message that the number chooses.
const { vices, line } = require('./vices.cjs');

const NAMES = Object.keys(vices);

/** xorshift, from a seed. */
function drawing(seed) {
  let state = (seed * 2_654_435_761 + 1) >>> 0 || 1;
  return (n) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % n;
  };
}

/** The vice of a number, and the message of its trace at which it comes: 0 is the reset. */
function planOf(number) {
  const draw = drawing(number);
  return { name: NAMES[number % NAMES.length], at: draw(5), draw };
}

const outcomeOf = ({ call, addr }) => {
  if (call === 'mmap') return { result: 'done', addr: addr ?? '0x10000' };
  return call === 'load' ? { result: 'done', value: 0 } : { result: 'done' };
};

/** @param act what it can do: write, complain, exit, kill, spin, flood, closeOutput */
function createFuzzer(act, traces) {
  let plan;
  let count = 0;

  const honest = {
    hello: () => ({ protocol: 1, body: { name: 'fuzzer', generations: ['map-shared-pt'], shows: [] }, traces }),
    reset: () => ({ outcome: { result: 'done' } }),
    step: ({ step }) => ({ outcome: outcomeOf(step) }),
    trace: ({ steps }) => ({ entries: steps.map((step) => ({ outcome: outcomeOf(step) })) }),
    stop: () => ({ outcome: { result: 'done' } }),
  };

  return {
    /** Takes one line. */
    hear(text) {
      const message = JSON.parse(text);
      if (message.setup !== undefined) {
        const number = /^m(\d+)$/u.exec(message.setup.processes[0])?.[1];
        plan = number === undefined ? undefined : planOf(Number(number));
        count = 0;
      }
      const answer = { seq: message.seq, ...honest[message.kind](message) };
      const now = plan !== undefined && (message.kind === 'trace' || count === plan.at);
      count += 1;
      if (!now) act.write(line(answer));
      else vices[plan.name](answer, plan.draw, act, text);
      if (message.kind === 'stop') act.exit(0);
    },
  };
}

module.exports = { createFuzzer, planOf, NAMES };
