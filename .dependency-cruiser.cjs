/**
 * The arrows between the layers, as an allow-list: an import that no entry allows is an error.
 * Type-only imports count. The layers and their reasons:
 *
 *   domain          pure; knows only itself, no package and nothing of Node
 *   application     use cases and ports; knows the domain, no package and nothing of Node
 *   infrastructure  adapters; packages and Node belong here. GraphQL and persistence never meet:
 *                   what they share passes through the application's ports
 *   composition.ts  puts the pieces together; only command-line.ts starts it, and nobody imports main.ts
 */
const RUNTIME_PACKAGES = ['npm', 'npm-optional', 'npm-peer'];

/** An import of a runtime dependency: one that package.json names outside devDependencies. */
const aPackage = { dependencyTypes: RUNTIME_PACKAGES, dependencyTypesNot: ['npm-dev'] };
const nodeItself = { dependencyTypes: ['core'] };

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  allowedSeverity: 'error',
  allowed: [
    { from: { path: '^src/domain/' }, to: { path: '^src/domain/' } },

    { from: { path: '^src/application/' }, to: { path: '^src/(application|domain)/' } },

    {
      from: { path: '^src/infrastructure/graphql/' },
      to: { path: '^src/(application|domain|infrastructure/(?!persistence/))' },
    },
    {
      from: { path: '^src/infrastructure/persistence/' },
      to: { path: '^src/(application|domain|infrastructure/(?!graphql/))' },
    },
    {
      from: { path: '^src/infrastructure/(?!graphql/|persistence/)' },
      to: { path: '^src/(application|domain|infrastructure)/' },
    },
    { from: { path: '^src/infrastructure/' }, to: aPackage },
    { from: { path: '^src/infrastructure/' }, to: nodeItself },

    {
      from: { path: '^src/composition\\.ts$' },
      to: { path: '^src/(application|domain|infrastructure)/' },
    },
    {
      from: { path: '^src/command-line\\.ts$' },
      to: { path: '^src/(composition\\.ts$|infrastructure/)' },
    },
    { from: { path: '^src/main\\.ts$' }, to: { path: '^src/command-line\\.ts$' } },
    { from: { path: '^src/(main|composition)\\.ts$' }, to: aPackage },
    { from: { path: '^src/(main|composition)\\.ts$' }, to: nodeItself },
  ],
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'An import that leads nowhere is checked against nothing.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
