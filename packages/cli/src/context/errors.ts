import { errorMessage } from "@driftwheel/core/words/error-message.ts";

/** How the command ends. */
export const exitCode = {
  done: 0,
  failed: 1,
  usage: 2,
  refused: 3,
  conflict: 4,
  notAllowed: 5,
  notFound: 6,
  violated: 7,
  notEnoughData: 8,
} as const;

/** What each means, a line each; shown in the help. */
export const exitCodeLines: readonly string[] = [
  `${exitCode.done}  done`,
  `${exitCode.failed}  it could not be done; standard error says why`,
  `${exitCode.usage}  the command was called in a way it does not know; assess, judge, watch: a file cannot be used; replay: the policy does not fit the ledger`,
  `${exitCode.refused}  Driftwheel refused what was asked; the ledger has it, and why`,
  `${exitCode.conflict}  the model's ledger went on since it was read; nothing was done`,
  `${exitCode.notAllowed}  the API does not know who asks, or does not let them`,
  `${exitCode.notFound}  there is no such model, entry or subscription`,
  `${exitCode.violated}  assess: the captures differ from the baseline; watch: drift would be confirmed`,
  `${exitCode.notEnoughData}  assess, watch: the captures have not enough rows that can be judged; suggest: the past is too short`,
];

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
  return errorMessage(error);
}
