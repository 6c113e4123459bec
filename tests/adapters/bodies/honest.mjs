// A body that answers `done` to everything, except to a store of 66: then it does what it is told.
export function honest(vice, more = {}) {
  return {
    description: { name: 'vicious', generations: [], shows: [] },
    reset() {},
    step: (call) => (call.call === 'store' && call.value === 66 ? vice(call) : { result: 'done' }),
    ...more,
  };
}
