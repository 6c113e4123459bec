import { honest } from './honest.mjs';

export const body = honest(() => new Promise(() => {}));
