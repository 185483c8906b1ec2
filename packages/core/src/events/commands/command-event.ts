import * as z from "zod/mini";
import { text, words } from "../../schema/fields.ts";
import type { CommandName } from "../../vocabulary/command.ts";
import type { CommandGiven } from "../../vocabulary/signal.ts";
import { commandInWords } from "../../words/command.ts";
import { type EventParser, eventParser } from "../parser/event-parser.ts";
import { command } from "./command-fields.ts";

/** What a verified webhook may ask for: packages/core/src/policy/hooks.ts. */
const ofHooks: readonly CommandName[] = ["retrain", "approve"];

const detail = () =>
  z.object(
    {
      model: text("the model's name as in driftwheel.config.ts"),
      command: command(),
      by: words("who asks"),
      reason: words("why, in a few words"),
      route: z.optional(z.never("nothing: the event's source says by which route it came")),
      key: z.nullish(words("what makes a repeated command the same one")),
    },
    'an object with "model", "command", "by" and "reason"',
  );

/**
 * A command of whom the deployment lets put events of the source `driftwheel.command` on Driftwheel's bus. Which route a
 * command came by is never said by the command: each route has a source of its own, and each source its writers.
 */
export const commandEvent: EventParser = commandParser("driftwheel.command", "event", null);

/** A command that a verified webhook means: the role of the function `hooks` alone may put events of this source. */
export const hookCommand: EventParser = commandParser("driftwheel.hook", "hook", ofHooks);

/**
 * Identity: the model and the key; or what is asked, by whom, and the event's time. The asker sets either once, so a
 * command that is sent again after a lost answer is still the same one.
 */
function commandParser(
  source: string,
  route: "event" | "hook",
  allowed: readonly CommandName[] | null,
): EventParser {
  return eventParser<CommandGiven, z.output<ReturnType<typeof detail>>>({
    kind: "command-given",
    source,
    detailTypes: ["Command Given"],
    detail,
    happened: () => null,
    read({ detail: { model, command: asked, by, reason, key }, at }) {
      if (allowed !== null && !allowed.includes(asked.name)) {
        return {
          malformed: `detail.command.name: is "${asked.name}"; expected what a webhook may ask for: ${allowed.join(", ")}`,
        };
      }
      return {
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
      };
    },
  });
}
