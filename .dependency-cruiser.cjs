/** The floors of the house: who may look into whom. */

/** A room may import only itself and the rooms named. */
const only = (room, ...others) => ({
  name: `${room}-looks-only-into-${others.join('-') || 'itself'}`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: {
    path: '^(?!node_modules/)[^/]+(/|$)',
    pathNot: [room, ...others].map((name) => `^${name}/`),
    dependencyTypesNot: ['core', 'npm', 'npm-dev'],
  },
});

/** A package that only some places may import. */
const packageOnlyIn = (name, ...places) => ({
  name: `${name}-only-in-${places.join('-')}`,
  severity: 'error',
  from: { pathNot: places.map((place) => `^${place}(/|$)`) },
  to: { path: `(^|/)node_modules/${name}/` },
});

module.exports = {
  forbidden: [
    only('schemas'),
    only('spec', 'schemas'),
    only('reference', 'schemas'),
    only('replay', 'schemas'),
    only('oracle', 'schemas', 'spec'),
    // The engine contains no word about memory; what it explores comes in as a model.
    only('explore', 'schemas'),
    // What the engine explores here: a body of ours, with the judge beside it.
    only('statespace', 'schemas', 'spec', 'reference', 'replay', 'oracle', 'explore'),
    // The model is explored, its calls are made on a body, and the rules judge.
    only('refine', 'schemas', 'spec', 'oracle', 'replay', 'explore'),
    only('suites', 'schemas', 'spec'),
    only('exchange', 'schemas', 'oracle', 'suites', 'reports'),
    only('shrink', 'schemas', 'spec', 'oracle'),
    only('detect', 'schemas', 'spec', 'oracle', 'adapters', 'mutants', 'reference'),
    only('decide', 'schemas', 'spec', 'reference', 'costs'),
    only('reports', 'schemas', 'spec'),
    // `connect` finds mutants by name.
    only('adapters', 'schemas', 'reference', 'replay', 'mutants', 'posted'),
    // A posted generation is the reference with the hazards of its code, as a mutant is with one vice.
    only('posted', 'schemas', 'reference', 'mutants'),
    only('mutants', 'schemas', 'reference', 'replay'),
    // What a scenario costs is counted while the reference performs it.
    only('costs', 'schemas', 'reference'),
    {
      name: 'nobody-looks-into-the-door',
      severity: 'error',
      from: { pathNot: '^(cli|tests|tools|bench)/' },
      to: { path: '^cli/' },
    },
    {
      name: 'nobody-looks-into-tests',
      severity: 'error',
      from: { pathNot: '^(tests|bench|tools)/|^vitest[.]config' },
      to: { path: '^(tests|bench|tools)/' },
    },
    packageOnlyIn('ajv', 'schemas', 'tests'),
    packageOnlyIn('fast-check', 'suites', 'tests', 'bench'),
    packageOnlyIn('commander', 'cli', 'tests'),
    {
      name: 'vitest-only-at-its-entry',
      severity: 'error',
      from: { pathNot: '^(testing|vitest[.]config)[.]ts$|^tests/' },
      to: { path: '(^|/)node_modules/vitest/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'nothing-missing', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-development-packages',
      severity: 'error',
      from: { pathNot: '^(tests|tools|bench)/|[.]config[.]ts$' },
      // An optional peer, as vitest is, stands where the user has put it.
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm-peer'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|out)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.d.ts'],
    },
  },
};
