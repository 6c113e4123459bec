import { honest } from './honest.mjs';

export const createBody = () =>
  honest(() => {
    console.log('good bye');
    process.exit(7);
  });
