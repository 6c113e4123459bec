// The other end of `npm run bench -- plug`: answers every message with what any body would, and does nothing for it.
const DONE = { outcome: { result: 'done' } };
let rest = '';

function outcomeOf({ call }) {
  return call === 'load' ? { result: 'done', value: 7 } : { result: 'done' };
}

function answer(message) {
  switch (message.kind) {
    case 'hello': {
      const body = { name: 'echo', generations: ['map-shared-pt'], shows: [] };
      return { seq: message.seq, protocol: 1, body, traces: process.argv.includes('--traces'), longest: 1 << 20 };
    }
    case 'step':
      return { seq: message.seq, outcome: outcomeOf(message.step) };
    case 'trace':
      return { seq: message.seq, entries: message.steps.map((step) => ({ outcome: outcomeOf(step) })) };
    default:
      return { seq: message.seq, ...DONE };
  }
}

process.stdin.setEncoding('utf8').on('data', (chunk) => {
  const lines = (rest + chunk).split('\n');
  rest = lines.pop();
  let out = '';
  for (const line of lines) out += `${JSON.stringify(answer(JSON.parse(line)))}\n`;
  if (out !== '') process.stdout.write(out);
});
