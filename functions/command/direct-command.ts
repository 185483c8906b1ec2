import type { Logger } from "@aws-lambda-powertools/logger";
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import { giveCommand } from "@driftwheel/core/decider/give-command.ts";
import { readGivenCommand } from "@driftwheel/core/events/commands/given-command.ts";
import type { CommandAnswer } from "@driftwheel/core/vocabulary/command-answer.ts";
import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import middy from "@middy/core";
import type { Context } from "aws-lambda";
import type { MessageContext } from "../shell/handle-message.ts";
import { toAws } from "../shell/intake.ts";
import { permissions } from "../shell/permissions.ts";
import { loggerOf } from "../shell/telemetry/logger.ts";

/** How Lambda calls a function whose caller waits for the answer. */
export type DirectHandler = (payload: unknown, context: Context) => Promise<CommandAnswer>;

/**
 * Answers a command that is given by invoking the function: payload `{ command }`, a `command-given` signal.
 *
 * @throws BadInput when the payload is no such thing; says which field.
 */
export function answering(connect: (logger: Logger) => Promise<MessageContext>): DirectHandler {
  const logger = loggerOf("command");
  const handler = middy<unknown, CommandAnswer, Error, Context>()
    .use(injectLambdaContext(logger))
    .handler(async (payload: unknown) => {
      const read = readGivenCommand(payload);
      if ("malformed" in read) throw new BadInput(read.malformed);
      const { signal } = read;
      const { fleet, runtime } = await connect(logger);
      const policy = Object.hasOwn(fleet.models, signal.model) ? fleet.models[signal.model] : undefined;
      const answer = await giveCommand(signal, policy, runtime);
      const { result, why, entries } = answer;
      const kinds = entries.map(({ kind }) => kind);
      logger.info("commanded", { model: signal.model, signal: signal.identity, result, why, entries: kinds });
      return answer;
    });
  return (payload, context) => handler(payload, context);
}

export const directCommand: DirectHandler = answering((logger) => toAws(permissions.command, logger));
