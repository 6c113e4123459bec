import { honest } from './honest.mjs';

export const createBody = () =>
  honest(() => {
    const all = [];
    for (;;) all.push(Array.from({ length: 10_000 }, (_, i) => ({ i })));
  });
