import { honest } from './honest.mjs';

export default () =>
  honest(() => {
    console.error('about to throw');
    throw new RangeError('off the map');
  });
