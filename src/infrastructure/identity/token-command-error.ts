/** The command can't be carried out; `message` is one line for the person at the terminal. */
export class TokenCommandError extends Error {
  override readonly name = 'TokenCommandError';
}
