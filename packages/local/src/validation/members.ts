type Input = Readonly<Record<string, unknown>>;

/** A text that the model requires, of a request that the door has let in. */
export function requiredText(input: Input, member: string): string {
  const value = input[member];
  if (typeof value === "string") return value;
  throw new Error(`The member ${member} is no text, and the model lets that through.`);
}

/** A text that may be left out. */
export function optionalText(input: Input, member: string): string | null {
  const value = input[member];
  return typeof value === "string" ? value : null;
}
