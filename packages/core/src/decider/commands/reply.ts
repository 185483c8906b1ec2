/** What becomes of a command: why it is refused, or what follows from it once its acceptance is written down. */
export type Reply =
  | { readonly refused: string }
  /** `cause` is the sequence of the `command-accepted`. */
  | { readonly carryOut: (cause: number) => void };
