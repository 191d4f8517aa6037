/**
 * Finds where a source reaches for the clock, for chance or for the outside world. It reads the
 * syntax tree, so that comments, strings and property names are never mistaken for a use.
 */
import { parseSync } from '@swc/core';

/** Globals that pure code has no use for. */
const OUTSIDE = new Set([
  'console',
  'crypto',
  'fetch',
  'globalThis',
  'performance',
  'process',
  'queueMicrotask',
  'require',
  'setImmediate',
  'setInterval',
  'setTimeout',
]);

/** Objects that are pure only in part: their impure members. */
const PARTLY_PURE: Readonly<Record<string, ReadonlySet<string>>> = {
  Date: new Set(['now']),
  Math: new Set(['random']),
};

type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

/** Names such as `Date.now`, `new Date()` or `process`, in source order; empty for pure code. */
export function impurities(source: string): string[] {
  const found: string[] = [];
  visit(parseSync(source, { syntax: 'typescript', target: 'es2024' }), found);
  return found;
}

function visit(value: unknown, found: string[]): void {
  if (Array.isArray(value)) for (const item of value) visit(item, found);
  else if (isNode(value)) visitNode(value, found);
  // Lists of arguments and the like are plain objects around nodes.
  else if (typeof value === 'object' && value) visit(Object.values(value), found);
}

function visitNode(node: Node, found: string[]): void {
  if (node.type === 'Identifier') {
    const name = String(node.value);
    if (OUTSIDE.has(name) || Object.hasOwn(PARTLY_PURE, name)) found.push(name);
  } else if (node.type.startsWith('Ts') && !HOLDS_CODE.has(node.type)) {
    // A type is no use of what it names.
  } else if (node.type === 'MemberExpression') {
    visitMember(node, found);
  } else if (node.type === 'NewExpression' && isNamed(node.callee, 'Date')) {
    const given = node.arguments as unknown[] | null | undefined;
    if (!given?.length) found.push('new Date()');
    visit(given, found);
  } else if (node.type === 'CallExpression' && isNamed(node.callee, 'Date')) {
    found.push('Date()');
    visit(node.arguments, found);
  } else {
    for (const [field, child] of Object.entries(node)) {
      if (field !== 'key' || isComputed(child)) visit(child, found);
    }
  }
}

/** TypeScript's own syntax that still has an expression in it. */
const HOLDS_CODE = new Set([
  'TsAsExpression',
  'TsConstAssertion',
  'TsEnumDeclaration',
  'TsEnumMember',
  'TsExportAssignment',
  'TsInstantiation',
  'TsModuleBlock',
  'TsModuleDeclaration',
  'TsNonNullExpression',
  'TsSatisfiesExpression',
  'TsTypeAssertion',
]);

function visitMember(node: Node, found: string[]): void {
  const { object, property } = node as unknown as { object: Node; property: Node };
  const member = memberName(property);
  const impure = object.type === 'Identifier' && PARTLY_PURE[String(object.value)];
  if (!impure) visit(object, found);
  else if (member === undefined) found.push(String(object.value));
  else if (impure.has(member)) found.push(`${String(object.value)}.${member}`);
  if (isComputed(property)) visit(property, found);
}

/** `now` for `.now` and `['now']`; undefined where it is computed. */
function memberName(property: Node): string | undefined {
  if (property.type === 'Identifier') return String(property.value);
  const inside = property.expression as Node | undefined;
  return inside?.type === 'StringLiteral' ? String(inside.value) : undefined;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const isNamed = (value: unknown, name: string): boolean =>
  isNode(value) && value.type === 'Identifier' && value.value === name;

const isComputed = (value: unknown): boolean => isNode(value) && value.type === 'Computed';
