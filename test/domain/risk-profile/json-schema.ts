/** The part of JSON Schema (2020-12) that the schemas of documents use; any other keyword throws. */
type Schema = Readonly<Record<string, unknown>>;
type Check = (keyword: never, value: unknown, schema: Schema, root: Schema) => boolean;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  number: Number.isFinite,
  integer: Number.isInteger,
};

/** They ask for nothing; `then` goes with `if`, and days are checked on loading. */
const SILENT: readonly string[] = ['$schema', 'title', 'description', '$defs', 'format', 'then'];

/** What a keyword asks for only of numbers, texts, lists or objects holds for everything else. */
const CHECKS: Readonly<Record<string, Check>> = {
  $ref: (ref: string, value, _, root) => conforms(definition(ref, root), value, root),
  type: (type: string, value) => TYPES[type]?.(value) === true,
  const: (expected: unknown, value) => value === expected,
  enum: (allowed: unknown[], value) => allowed.includes(value),
  pattern: (source: string, value) =>
    typeof value !== 'string' || new RegExp(source, 'u').test(value),
  minLength: (least: number, value) => typeof value !== 'string' || [...value].length >= least,
  maxLength: (most: number, value) => typeof value !== 'string' || [...value].length <= most,
  minimum: (least: number, value) => typeof value !== 'number' || value >= least,
  maximum: (most: number, value) => typeof value !== 'number' || value <= most,
  exclusiveMinimum: (least: number, value) => typeof value !== 'number' || value > least,
  minItems: (least: number, value) => !Array.isArray(value) || value.length >= least,
  maxItems: (most: number, value) => !Array.isArray(value) || value.length <= most,
  uniqueItems: (_: true, value) => !Array.isArray(value) || new Set(value).size === value.length,
  items: (items: Schema, value, _, root) =>
    !Array.isArray(value) || value.every((each) => conforms(items, each, root)),
  required: (keys: string[], value) =>
    !isObject(value) || keys.every((key) => Object.hasOwn(value, key)),
  properties: (properties: Record<string, Schema>, value, _, root) =>
    !isObject(value) ||
    Object.entries(properties).every(
      ([key, own]) => !Object.hasOwn(value, key) || conforms(own, value[key], root),
    ),
  additionalProperties: (further: false | Schema, value, { properties = {} }, root) =>
    !isObject(value) ||
    Object.entries(value).every(
      ([key, each]) =>
        Object.hasOwn(properties as object, key) ||
        (further !== false && conforms(further, each, root)),
    ),
  propertyNames: (names: Schema, value, _, root) =>
    !isObject(value) || Object.keys(value).every((key) => conforms(names, key, root)),
  minProperties: (least: number, value) => !isObject(value) || Object.keys(value).length >= least,
  maxProperties: (most: number, value) => !isObject(value) || Object.keys(value).length <= most,
  oneOf: (schemas: Schema[], value, _, root) =>
    schemas.filter((each) => conforms(each, value, root)).length === 1,
  if: (condition: Schema, value, { then }, root) =>
    !conforms(condition, value, root) || conforms(then as Schema, value, root),
};

/** Whether the value is what the schema describes. */
export function conforms(schema: Schema, value: unknown, root: Schema = schema): boolean {
  return Object.entries(schema).every(([keyword, asked]) => {
    if (SILENT.includes(keyword)) return true;
    const check = CHECKS[keyword];
    if (!check) throw new Error(`the keyword ${keyword} is not known here`);
    return check(asked as never, value, schema, root);
  });
}

function definition(ref: string, root: Schema): Schema {
  const name = ref.replace('#/$defs/', '');
  const found = (root.$defs as Record<string, Schema>)[name];
  if (!found) throw new Error(`no definition for ${ref}`);
  return found;
}
