'use strict';
// The fuzzer as a program. `--traces`: it takes whole traces.
const { closeSync, writeSync } = require('node:fs');
const { createFuzzer } = require('./fuzzer.cjs');

/** Writes all of it, however full the pipe is. */
function writeAll(fd, data) {
  let rest = Buffer.from(data);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(fd, rest));
    } catch (error) {
      if (error.code === 'EPIPE') process.exit(0);
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}

const fuzzer = createFuzzer(
  {
    write: (data) => writeAll(1, data),
    complain: (data) => writeAll(2, data),
    flood: (data, times) => {
      for (let i = 0; i < times; i++) writeAll(1, data);
    },
    exit: (code) => process.exit(code),
    kill: (signal) => process.kill(process.pid, signal),
    spin: () => {
      for (;;);
    },
    closeOutput: () => closeSync(1),
  },
  process.argv.includes('--traces'),
);

let rest = '';
process.stdin.setEncoding('utf8').on('data', (chunk) => {
  const lines = (rest + chunk).split('\n');
  rest = lines.pop();
  for (const text of lines) fuzzer.hear(text);
});
