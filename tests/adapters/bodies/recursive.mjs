import { honest } from './honest.mjs';

export const createBody = () =>
  honest(() => {
    const deep = (n) => deep(n + 1) + 1;
    return deep(0);
  });
