import { honest } from './honest.mjs';

export const createBody = () =>
  honest(() => {
    void Promise.reject(new Error('nobody listens'));
    return { result: 'done' };
  });
