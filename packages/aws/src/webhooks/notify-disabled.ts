import { PublishCommand } from "@aws-sdk/client-sns";
import { sns } from "../clients/sns.ts";
import { failure } from "../failure.ts";

interface Disabled {
  readonly subscription: string;
  readonly why: string;
  /** ARN. */
  readonly topic: string;
}

/** Tells people that a subscription was disabled, and what to do. @throws TransientError or Refused */
export async function notifyDisabled({ subscription, why, topic }: Disabled): Promise<void> {
  const body = [
    `What happened: the webhook subscription "${subscription}" was disabled.`,
    `Why: ${why}.`,
    "What to do: nothing, if the receiver is gone for good: take it out of driftwheel.config.ts.",
    "Otherwise mend its URL, enable it, and send again what was dropped meanwhile:",
    "",
    `  driftwheel enable ${subscription}`,
    `  driftwheel redrive ${subscription}`,
  ].join("\n");
  try {
    await sns().send(
      new PublishCommand({
        TopicArn: topic,
        Subject: `Webhook ${subscription} is disabled`,
        Message: body,
        MessageAttributes: {
          severity: { DataType: "String", StringValue: "notify" },
          kind: { DataType: "String", StringValue: "webhook-disabled" },
          subscription: { DataType: "String", StringValue: subscription },
        },
      }),
    );
  } catch (error) {
    throw failure(error, `saying that ${subscription} is disabled`);
  }
}
