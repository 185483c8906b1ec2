import type { UndoRequest } from "@driftwheel/core/idle/undo.ts";
import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import * as z from "zod/mini";

const text = (what: string) => z.string(`must be ${what}`).check(z.trim(), z.minLength(1, `must be ${what}`));

const payload = z.object({
  undo: z.object({
    resource: text("what driftwheel idle lists, such as notebook-instance/shore"),
    by: text("who asks for it"),
    because: text("why, in a few words"),
  }),
});

/**
 * The undo that the function is asked for; null when it was called by its schedule.
 *
 * @throws BadInput naming the field, its value and what would be right
 */
export function undoRequestOf(event: unknown): UndoRequest | null {
  if (typeof event !== "object" || event === null || !("undo" in event)) return null;
  const parsed = payload.safeParse(event);
  if (parsed.success) return parsed.data.undo;
  const [issue] = parsed.error.issues;
  throw new BadInput(
    `${issue?.path.join(".")} is ${JSON.stringify(issue?.input) ?? "missing"}: ${issue?.message}`,
  );
}
