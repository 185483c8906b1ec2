import * as z from "zod/mini";
import type { CommandName } from "../../vocabulary/command.ts";

const names = [
  "retrain",
  "approve",
  "reject",
  "start-rollout",
  "promote",
  "roll-back",
  "undo",
  "pause",
  "resume",
  "acknowledge",
] as const satisfies readonly CommandName[];

function whole(expected: string) {
  return z.int(expected).check(z.positive(expected));
}

/** The schema of a command: its name, and the version or alert that it is about. */
export function command() {
  const version = whole("the number of a version such as 3");
  return z.pipe(
    z.transform(hyphenated),
    z.discriminatedUnion(
      "name",
      [
        z.object({ name: z.literal("retrain") }),
        z.object({ name: z.literal("approve"), version }),
        z.object({ name: z.literal("reject"), version }),
        z.object({ name: z.literal("start-rollout"), version }),
        z.object({ name: z.literal("promote") }),
        z.object({ name: z.literal("roll-back") }),
        z.object({ name: z.literal("undo") }),
        z.object({ name: z.literal("pause") }),
        z.object({ name: z.literal("resume") }),
        z.object({
          name: z.literal("acknowledge"),
          alert: whole("the sequence of an alert's entry such as 12"),
        }),
      ],
      `an object whose "name" is one of ${names.join(", ")}`,
    ),
  );
}

/** Names were once written with spaces, `roll back`; whoever still sends them so is understood. */
function hyphenated(command: unknown): unknown {
  const isNamed = typeof command === "object" && command !== null && "name" in command;
  if (!isNamed || typeof command.name !== "string") return command;
  return { ...command, name: command.name.replaceAll(" ", "-") };
}
