// @ts-check
// An implementation under test that supports nothing yet. It speaks the protocol of ptshare (docs/protocol.md); fill in
// reset() and step(), and list in CALLS what step() has learnt. The types are in comments, so that every Node from 20 on
// runs the file as it is, and TypeScript checks it. Try: npx ptshare adapter check "exec:node body.mjs"
import { createInterface } from 'node:readline';

/** @typedef {import('ptshare').Call} Call */
/** @typedef {import('ptshare').Outcome} Outcome */
/** @typedef {import('ptshare').Snapshot} Snapshot */

/** @type {Call['call'][]} */
const CALLS = []; // for example: ['open', 'mmap', 'load', 'store']
/** @type {import('ptshare').BodyDescription['shows']} */
const SHOWS = []; // for example: ['tables'], with snapshot(); or ['present'], with a call of that name, which stands in CALLS too
/** @type {string[]} */
const CLAIMS = []; // ['map-shared-pt'] once page tables are shared; until then it owes ordinary mappings
const LONGEST = 2 ** 24;

/** A new world for each trace. Addresses are exact hex: use BigInt. */
class World {
  /** @param {import('ptshare').Setup} setup */
  constructor(setup) {
    this.pageSize = BigInt(setup.geometry.pageSize);
    this.processes = new Map(setup.processes.map((name) => [name, new Map()]));
    this.files = new Map(Object.entries(setup.files)); // of size bytes; content is zeros where left out, or page-numbers
  }

  /**
   * One call; it is asked only for those that stand in CALLS.
   * @param {Call} call
   * @returns {Outcome}
   */
  step(call) {
    // For example, for `load`: { result: 'fault', signal: 'SIGSEGV', code: 'SEGV_MAPERR' }, or { result: 'done', value: 7 }.
    return { result: 'unsupported', what: call.call };
  }

  /**
   * What can be seen now; asked for once SHOWS has tables, tlb, caches or counts.
   * @returns {Snapshot}
   */
  snapshot() {
    return { mms: [], tables: [] }; // to be filled in: an mm for each process, and every table
  }
}

/** @type {World | undefined} */
let world;

/**
 * @param {Call} call
 * @returns {Outcome}
 */
function step(call) {
  return world === undefined ? { result: 'unsupported', what: 'a step before the first reset' } : world.step(call);
}

/**
 * @param {Call} call
 * @param {boolean} shows whether a snapshot is asked for after the step
 */
function entry(call, shows) {
  const outcome = step(call);
  return shows ? { outcome, snapshot: world?.snapshot() } : { outcome };
}

/** @param {any} message as wire.schema.json has it */
function answer(message) {
  if (message.setup !== undefined) world = new World(message.setup);
  switch (message.kind) {
    case 'hello': {
      const body = { name: 'mine', version: '0', generations: CLAIMS, shows: SHOWS, calls: CALLS };
      return { protocol: 1, body, traces: true, longest: LONGEST };
    }
    case 'reset':
    case 'stop':
      return { outcome: { result: 'done' } };
    case 'step':
      return { outcome: step(message.step) };
    case 'look':
      return { snapshot: world?.snapshot() };
    case 'trace':
      return { entries: message.steps.map((/** @type {Call} */ call) => entry(call, message.show.length > 0)) };
    default:
      return { error: 'unknown-kind', message: String(message.kind) };
  }
}

// Nothing else goes to standard output: what is for people is printed by console.error.
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  process.stdout.write(`${JSON.stringify({ seq: message.seq, ...answer(message) })}\n`);
  if (message.kind === 'stop') break;
}
process.stdin.destroy(); // else Node waits for more
