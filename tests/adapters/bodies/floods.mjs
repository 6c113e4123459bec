import { honest } from './honest.mjs';

export const createBody = () =>
  honest(() => {
    for (let i = 0; i < 20_000; i++) console.log('x'.repeat(500) + i);
    console.log('the last line');
    throw new Error('flooded');
  });
