import type { Unread } from "../../vocabulary/monitored-window.ts";

/** Reasons that are kept apart. */
export const mostReasons = 5;

/** Counts what could not be read; takes no more memory however much that is. */
export class UnreadLines {
  private lines = 0;
  private readonly reasons = new Map<string, number>();
  private example: string | null = null;

  /** @param example tells the payload's form, when it was there and was not understood */
  add(reason: string, example: (() => string) | null = null, lines = 1): void {
    this.lines += lines;
    if (this.example === null && example !== null) this.example = example();
    const known = this.reasons.get(reason);
    if (known !== undefined) this.reasons.set(reason, known + lines);
    else if (this.reasons.size < mostReasons) this.reasons.set(reason, lines);
  }

  total(): Unread {
    return {
      lines: this.lines,
      reasons: [...this.reasons]
        .map(([reason, lines]) => ({ reason, lines }))
        .sort((one, other) => other.lines - one.lines),
      example: this.example,
    };
  }
}
