import { InvokeCommand } from "@aws-sdk/client-lambda";
import type { UndoAnswer, UndoRequest } from "@driftwheel/core/idle/undo.ts";
import { lambda } from "../clients/lambda.ts";
import { failure } from "../failure.ts";

/**
 * Has the function `idle` take back what was done to a resource, and waits for what became of it.
 *
 * @throws TransientError when nobody knows what became of it; asked again it tells.
 * @throws Error when the function itself failed, or cannot be called.
 */
export async function askUndo(idleFunction: string, undo: UndoRequest): Promise<UndoAnswer> {
  try {
    const { FunctionError, Payload } = await lambda().send(
      new InvokeCommand({
        FunctionName: idleFunction,
        InvocationType: "RequestResponse",
        Payload: new TextEncoder().encode(JSON.stringify({ undo })),
      }),
    );
    const text = new TextDecoder().decode(Payload);
    if (FunctionError) throw new Error(`${idleFunction} failed: ${text}`);
    // The function is ours, and of the same version.
    return JSON.parse(text) as UndoAnswer;
  } catch (error) {
    throw failure(error, `Invoke ${idleFunction}`);
  }
}
