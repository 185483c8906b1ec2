import * as z from "zod/mini";
import { type EventParser, eventParser } from "./event-parser.ts";
import { text } from "./fields.ts";
import type { CommandGiven } from "./signal.ts";

/** Source and detail-type of a command that comes as an event. */
export const commandSource = "driftwheel.command";
export const commandDetailType = "Command Given";

const whole = z.number("a whole number").check(z.int("a whole number"), z.positive("a number above 0"));

const command = () =>
  z.discriminatedUnion("name", [
    z.object({ name: z.literal("retrain") }),
    z.object({ name: z.literal("approve"), version: whole }),
    z.object({ name: z.literal("reject"), version: whole }),
    z.object({ name: z.literal("start rollout"), version: whole }),
    z.object({ name: z.literal("promote") }),
    z.object({ name: z.literal("roll back") }),
    z.object({ name: z.literal("pause") }),
    z.object({ name: z.literal("resume") }),
    z.object({ name: z.literal("acknowledge"), alert: whole }),
  ]);

const detail = () =>
  z.object(
    {
      model: text("the model's name as in driftwheel.config.ts"),
      command: command(),
      by: text("who asks"),
      reason: text("why, in a few words"),
      route: z._default(z.enum(["event", "hook"]), "event"),
      key: z.nullish(text("what makes a repeated command the same one")),
    },
    'an object with "model", "command", "by" and "reason"',
  );

/**
 * Identity: the key, or what is asked, by whom, and the event's time. The asker sets either once, so a command that
 * is sent again after a lost answer is still the same one.
 */
export const commandEvent: EventParser = eventParser<CommandGiven, z.output<ReturnType<typeof detail>>>({
  kind: "command-given",
  source: commandSource,
  detailTypes: [commandDetailType],
  detail,
  happened: () => null,
  read: ({ detail: { model, command, by, reason, route, key }, at }) => ({
    signal: {
      kind: "command-given",
      identity: key ? `command ${key}` : `command ${command.name} ${model} ${at} by ${by}`,
      at,
      model,
      command,
      by,
      route,
      reason,
      expectedSequence: null,
    },
  }),
});
