/** What can be wrong with a document, by its bytes. */
export type DocumentFault =
  /** There are no bytes. */
  | 'EMPTY'
  /** None of the accepted types, or one with something else in it. */
  | 'TYPE_NOT_ACCEPTED'
  /** It does not end as its type ends. */
  | 'TRUNCATED'
  | 'TOO_MANY_PIXELS'
  /** Its packed parts unfold to more than a document may. */
  | 'UNPACKS_TOO_LARGE'
  /** It is encrypted, so that nobody can look into it. */
  | 'PROTECTED';
