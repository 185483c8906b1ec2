import type { Context } from "aws-lambda";
import { directCommand } from "./command/direct-command.ts";
import { intake, isQueueEvent } from "./shell/intake.ts";

const fromQueue = intake({ name: "command" });

/** Commands and news of data that wait in a queue, and commands whose giver waits for the answer. */
export const handler = async (event: unknown, context: Context) =>
  isQueueEvent(event) ? fromQueue(event, context) : directCommand(event, context);
