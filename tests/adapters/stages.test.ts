import { fileURLToPath } from 'node:url';
import { connect } from '../../adapters/connect.ts';
import { stageContract } from './contract.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const PROGRAMS = [
  'exec:node tests/adapters/bodies/toy-program.mjs',
  'exec:node tests/adapters/bodies/toy-program.mjs --steps',
  'exec-shell:exec node tests/adapters/bodies/toy-program.mjs 2>&1',
];

for (const name of ['reference', 'private-tables', 'module:examples/module-body/body.mjs', ...PROGRAMS]) {
  stageContract(name, () => connect(name, { folder: root }));
}
