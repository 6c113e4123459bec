import { honest } from './honest.mjs';

import { parentPort } from 'node:worker_threads';

export const createBody = () =>
  honest(() => {
    parentPort.postMessage({ kind: 'performed', entries: [], status: 'complete', late: false });
    return { result: 'done' };
  });
