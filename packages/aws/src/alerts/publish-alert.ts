import { PublishCommand } from "@aws-sdk/client-sns";
import { withLinks } from "@driftwheel/core/alerts/alert-text.ts";
import { amazonQChat } from "@driftwheel/core/alerts/formats/amazon-q-chat.ts";
import type { OutgoingAlert } from "@driftwheel/core/alerts/notifier.ts";
import { sns } from "../clients/sns.ts";

/** ARNs of the topics of the severities. */
export interface Topics {
  readonly page: string;
  readonly notify: string;
  readonly info: string;
}

/**
 * Publishes an alert to the topic of its severity, to each protocol what its receivers can read: text to people, the
 * custom notification of Amazon Q Developer to HTTPS (chat subscribes by it), and JSON to programs. Attributes are
 * there for filter policies. Answers the message's id.
 *
 * Source: https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html
 */
export async function publishAlert(
  { message, links, pages, attributes }: OutgoingAlert,
  topics: Topics,
): Promise<string> {
  const text = withLinks(message.body, message.model, links, pages);
  const chat = JSON.stringify(amazonQChat(message));
  const forPrograms = JSON.stringify(message);
  const subject = snsSubject(message.subject);
  const { MessageId = "" } = await sns().send(
    new PublishCommand({
      TopicArn: topics[message.severity],
      Subject: subject,
      MessageStructure: "json",
      Message: JSON.stringify({
        default: text,
        email: text,
        sms: subject,
        https: chat,
        http: chat,
        sqs: forPrograms,
        lambda: forPrograms,
      }),
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes)
          // SNS refuses an attribute without a value.
          .filter(([, value]) => value !== "")
          .map(([name, value]) => [name, { DataType: "String", StringValue: value }]),
      ),
    }),
  );
  return MessageId;
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
