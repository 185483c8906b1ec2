import * as z from "zod/mini";
import { text } from "../../schema/fields.ts";
import type { CommandGiven } from "../../vocabulary/signal.ts";
import { commandInWords } from "../../words/command.ts";
import { type EventParser, eventParser } from "../parser/event-parser.ts";
import { command } from "./command-fields.ts";

/** Source and detail-type of a command that comes as an event. */
const commandSource = "driftwheel.command";
const commandDetailType = "Command Given";

const detail = () =>
  z.object(
    {
      model: text("the model's name as in driftwheel.config.ts"),
      command: command(),
      by: text("who asks"),
      reason: text("why, in a few words"),
      route: z._default(z.enum(["event", "hook"], '"event" or "hook"'), "event"),
      key: z.nullish(text("what makes a repeated command the same one")),
    },
    'an object with "model", "command", "by" and "reason"',
  );

/**
 * Identity: the model and the key; or what is asked, by whom, and the event's time. The asker sets either once, so a
 * command that is sent again after a lost answer is still the same one.
 */
export const commandEvent: EventParser = eventParser<CommandGiven, z.output<ReturnType<typeof detail>>>({
  kind: "command-given",
  source: commandSource,
  detailTypes: [commandDetailType],
  detail,
  happened: () => null,
  read: ({ detail: { model, command: asked, by, reason, route, key }, at }) => ({
    signal: {
      kind: "command-given",
      identity: `command ${model} ${key ?? `${commandInWords(asked)} ${at} by ${by}`}`,
      at,
      model,
      command: asked,
      by,
      route,
      reason,
      expectedSequence: null,
    },
  }),
});
