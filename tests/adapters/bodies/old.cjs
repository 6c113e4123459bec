// CommonJS, with the body itself as the default export.
module.exports = {
  description: { name: 'old', generations: [], shows: [] },
  reset() {},
  step: () => ({ result: 'done' }),
  stop: () => Promise.resolve(),
};
