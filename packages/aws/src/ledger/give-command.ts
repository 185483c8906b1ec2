import { InvokeCommand } from "@aws-sdk/client-lambda";
import type { CommandAnswer } from "@driftwheel/core/vocabulary/command-answer.ts";
import type { CommandGiven } from "@driftwheel/core/vocabulary/signal.ts";
import { lambda } from "../clients/lambda.ts";
import { failure } from "../failure.ts";

/**
 * Has the function `command` decide on a command, and waits for what became of it.
 *
 * @throws TransientError when nobody knows whether it was decided on; the same command given again tells.
 * @throws Error when the function itself failed.
 */
export function giveCommand(commandFunction: string): (command: CommandGiven) => Promise<CommandAnswer> {
  return async (command) => {
    const answer = await invoke(commandFunction, JSON.stringify({ command }));
    const text = new TextDecoder().decode(answer.Payload);
    if (answer.FunctionError) throw new Error(`${commandFunction} failed: ${text}`);
    // The function is ours, and deployed together with its caller.
    return JSON.parse(text) as CommandAnswer;
  };
}

async function invoke(name: string, payload: string) {
  try {
    return await lambda().send(
      new InvokeCommand({
        FunctionName: name,
        InvocationType: "RequestResponse",
        Payload: new TextEncoder().encode(payload),
      }),
    );
  } catch (error) {
    throw failure(error, `Invoke ${name}`);
  }
}
