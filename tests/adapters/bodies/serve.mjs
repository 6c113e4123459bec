// Serves a body (reset, step, snapshot) over standard input and output, as docs/protocol.md says.
import { createInterface } from 'node:readline';

/** @param hello what the answer to hello says besides: traces, window, longest */
export function serve(body, hello = {}) {
  const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

  async function perform({ setup, steps, show }) {
    await body.reset(setup);
    const entries = [];
    for (const step of steps) {
      const outcome = await body.step(step);
      entries.push(show.length > 0 ? { outcome, snapshot: await body.snapshot() } : { outcome });
    }
    return { entries };
  }

  const answers = {
    hello: () => ({ protocol: 1, body: body.description, ...hello }),
    reset: async ({ setup }) => (await body.reset(setup), { outcome: { result: 'done' } }),
    step: async ({ step }) => ({ outcome: await body.step(step) }),
    look: async () => ({ snapshot: await body.snapshot() }),
    trace: perform,
    stop: () => ({ outcome: { result: 'done' } }),
  };

  async function serveAll() {
    for await (const line of createInterface({ input: process.stdin })) {
      const message = JSON.parse(line);
      const answer = answers[message.kind] ?? (() => ({ error: 'unknown-kind', message: message.kind }));
      say({ seq: message.seq, ...(await answer(message)) });
      if (message.kind === 'stop') process.exit(0);
    }
  }
  return serveAll();
}
