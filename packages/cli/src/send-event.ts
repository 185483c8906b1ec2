import { personSource } from "@driftwheel/core/signals/person-request.ts";
import { clientSettings } from "./aws-client.ts";
import type { AwsOptions, PersonEvent } from "./context.ts";
import { messageOf, PersonError } from "./errors.ts";

/**
 * Puts a person's event on the bus.
 *
 * @returns the event's id.
 * @throws PersonError when EventBridge cannot be reached or refuses.
 */
export async function sendEvent(
  event: PersonEvent,
  options: AwsOptions & { readonly bus: string },
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  // Loaded here, because most commands need no AWS and should not wait for its SDK.
  const { EventBridgeClient, PutEventsCommand } = await import("@aws-sdk/client-eventbridge");
  const client = new EventBridgeClient(clientSettings(options, environment));
  const entry = {
    EventBusName: options.bus,
    Source: personSource,
    DetailType: event.detailType,
    Time: event.time,
    Detail: JSON.stringify(event.detail),
  };
  try {
    const answer = await client.send(new PutEventsCommand({ Entries: [entry] }));
    const result = answer.Entries?.[0];
    if (!result?.EventId) {
      throw new PersonError(
        `Bus "${options.bus}" did not take the event: ${result?.ErrorMessage ?? result?.ErrorCode ?? "no reason given"}`,
      );
    }
    return result.EventId;
  } catch (error) {
    if (error instanceof PersonError) throw error;
    throw new PersonError(
      `The event could not be put on bus "${options.bus}": ${messageOf(error)}`,
      undefined,
      {
        cause: error,
      },
    );
  } finally {
    client.destroy();
  }
}
