import * as z from "zod/mini";
import { command } from "./command-fields.ts";
import { text } from "./fields.ts";
import { describeIssues } from "./issues.ts";
import { moment } from "./moment.ts";
import type { CommandGiven } from "./signal.ts";

const routes = ["api", "link", "hook", "event"] as const;
const sequence = "the sequence of the ledger's last entry such as 12, or null";

const schema = () =>
  z.object(
    {
      command: z.object(
        {
          kind: z.literal("command-given", '"command-given"'),
          identity: text("the command's identity: command, model and idempotency key"),
          at: moment,
          model: text("the model's name as in driftwheel.config.ts"),
          command: command(),
          by: text("who asks"),
          route: z.enum(routes, `one of ${routes.join(", ")}`),
          reason: text("why, in a few words"),
          expectedSequence: z.nullable(z.int(sequence).check(z.nonnegative(sequence))),
        },
        "a command that was given",
      ),
    },
    'an object with "command"',
  );

/** Reads the payload `{ command }` of a direct call: the signal in it, or which field is wrong and what would be right. */
export function readGivenCommand(
  payload: unknown,
): { readonly signal: CommandGiven } | { readonly malformed: string } {
  const parsed = schema().safeParse(payload);
  return parsed.success
    ? { signal: parsed.data.command }
    : { malformed: describeIssues(parsed.error.issues, payload) };
}
