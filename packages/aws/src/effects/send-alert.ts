import { PublishCommand } from "@aws-sdk/client-sns";
import type { EffectAnswer, SendAlert } from "@driftwheel/core/effects/effect.ts";
import { sns } from "../clients/sns.ts";

/** Publishes an alert to the topic of its severity; attributes are there for filter policies. */
export async function sendAlert(effect: SendAlert, topic: string): Promise<EffectAnswer> {
  const { MessageId = "" } = await sns().send(
    new PublishCommand({
      TopicArn: topic,
      Subject: snsSubject(effect.subject),
      Message: effect.body,
      MessageAttributes: Object.fromEntries(
        Object.entries(effect.attributes)
          // SNS refuses an attribute without a value.
          .filter(([, value]) => value !== "")
          .map(([name, value]) => [name, { DataType: "String", StringValue: value }]),
      ),
    }),
  );
  return { message: MessageId };
}

/**
 * A subject as SNS takes it: ASCII, one line, beginning with a letter, digit or punctuation, fewer than 100
 * characters. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function snsSubject(subject: string): string {
  const ascii = subject
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .replace(/\s+/g, " ")
    .replace(/[^\x20-\x7e]/gu, "?")
    .trim();
  return ascii.slice(0, 99) || "Driftwheel";
}
