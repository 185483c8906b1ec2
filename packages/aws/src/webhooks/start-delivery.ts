import { InvokeCommand } from "@aws-sdk/client-lambda";
import type { DeliveryInput } from "@driftwheel/core/webhooks/delivery.ts";
import { executionName } from "@driftwheel/core/webhooks/message.ts";
import { lambda } from "../clients/lambda.ts";
import { failure } from "../failure.ts";

export type StartDelivery = (start: DeliveryInput) => Promise<void>;

/**
 * Starts an execution of the durable function; its name makes a second start of the same delivery no start.
 *
 * @param deliveryFunction with its version or alias
 * @throws TransientError or Refused
 */
export function startDelivery(deliveryFunction: string): StartDelivery {
  return async (start) => {
    const name = executionName(start.entry, start.subscription, start.execution);
    try {
      await lambda().send(
        new InvokeCommand({
          FunctionName: deliveryFunction,
          InvocationType: "Event",
          DurableExecutionName: name,
          Payload: new TextEncoder().encode(JSON.stringify(start)),
        }),
      );
    } catch (error) {
      if (error instanceof Error && error.name.startsWith("DurableExecutionAlreadyStarted")) return;
      throw failure(error, `starting delivery ${name}`);
    }
  };
}
