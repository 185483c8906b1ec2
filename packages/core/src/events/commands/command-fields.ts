import * as z from "zod/mini";
import type { CommandName } from "../../vocabulary/command.ts";
import { severities } from "../../vocabulary/severity.ts";

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
  "test-alerts",
] as const satisfies readonly CommandName[];

function whole(expected: string) {
  return z.int(expected).check(z.positive(expected));
}

/** Each once, from the loudest to the quietest, in whatever order they are given. */
function someSeverities() {
  const expected = `one or more of ${severities.join(", ")}`;
  return z.pipe(
    z.array(z.enum(severities, expected), expected).check(z.minLength(1, expected)),
    z.transform((asked) => severities.filter((severity) => asked.includes(severity))),
  );
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
        z.object({ name: z.literal("test-alerts"), severities: someSeverities() }),
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
