import { capturedLines } from "@driftwheel/aws/captures.ts";
import { parseCapture } from "@driftwheel/core/drift/captures.ts";
import type { Row } from "@driftwheel/core/drift/value.ts";
import type { ClosedWindow } from "./closed-windows.ts";

export interface CapturedRows {
  readonly rows: readonly Row[];
  /** Lines that could not be read, and what was wrong with the first. */
  readonly unread: { readonly lines: number; readonly reason: string | null };
}

/** The rows that an endpoint was asked in a window, whichever variant answered. */
export async function capturedRows(
  source: ClosedWindow & { readonly destination: string; readonly endpoint: string },
  columns: readonly string[],
): Promise<CapturedRows> {
  const rows: Row[] = [];
  const unread = { lines: 0, reason: null as string | null };
  for await (const line of capturedLines(source)) {
    const capture = parseCapture(line, columns);
    if (!capture.ok) {
      unread.lines++;
      unread.reason ??= capture.reason;
      continue;
    }
    const time = Date.parse(capture.inferenceTime);
    if (time >= source.start.getTime() && time < source.end.getTime()) rows.push(...capture.rows);
  }
  return { rows, unread };
}
