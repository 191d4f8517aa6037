/**
 * Every record is named by a UUIDv7 in lower-case text. The id is made outside the domain and
 * handed in. One id is unique over all kinds of record, so `node(id)` needs no prefix.
 */
export type Id = string;
export type CustomerId = Id;
export type AccountId = Id;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** True for a canonical (lower-case, hyphenated) UUID; anything else can name no record of ours. */
export const isId = (text: string): text is Id => UUID.test(text);
