import { honest } from './honest.mjs';

export const createBody = () =>
  honest(() => {
    for (;;);
  });
