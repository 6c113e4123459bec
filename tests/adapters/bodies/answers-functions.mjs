import { honest } from './honest.mjs';

export const createBody = () => honest(() => ({ result: 'done', value: () => 1 }));
