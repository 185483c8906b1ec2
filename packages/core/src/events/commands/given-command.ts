import * as z from "zod/mini";
import { text, words } from "../../schema/fields.ts";
import { describeIssues } from "../../schema/issues.ts";
import { moment } from "../../schema/moment.ts";
import type { CommandGiven } from "../../vocabulary/signal.ts";
import { command } from "./command-fields.ts";

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
          by: words("who asks"),
          route: z.enum(routes, `one of ${routes.join(", ")}`),
          reason: words("why, in a few words"),
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
