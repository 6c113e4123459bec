console.error('no such luck');
throw new Error('cannot begin');
