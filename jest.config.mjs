/**
 * Tests run as ES modules, compiled by SWC file by file. SWC rather than a bundler, because the
 * GraphQL types need the decorators' metadata (`emitDecoratorMetadata`), which esbuild cannot emit.
 * SWC does not check types: `npm run typecheck` does.
 */
const compile = [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'es6' },
    jsc: {
      target: 'es2024',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      keepClassNames: true,
      // Without this SWC drops `with { type: 'json' }`.
      experimental: { keepImportAttributes: true },
    },
  },
];

export default {
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/test'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': compile },
  // Sources name the compiled file, as Node requires; the tests read the source of the same name.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  testTimeout: 60_000,
  maxWorkers: 2,
};
