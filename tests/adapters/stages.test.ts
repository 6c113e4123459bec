import { fileURLToPath } from 'node:url';
import { connect } from '../../adapters/connect.ts';
import { stageContract } from './contract.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

for (const name of ['reference', 'private-tables', 'module:examples/module-body/body.mjs']) {
  stageContract(name, () => connect(name, { folder: root }));
}
