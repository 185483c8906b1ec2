/** What the command's exit codes mean; shown in its help. */
export const exitCode = { done: 0, failed: 1, usage: 2 } as const;

/**
 * Something a person can mend: the message says what and how, and is all they see. Every other error is a
 * defect of the command and is shown with its stack.
 */
export class PersonError extends Error {
  override readonly name = "PersonError";
  readonly exitCode: number;
  constructor(message: string, code: number = exitCode.failed, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = code;
  }
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
