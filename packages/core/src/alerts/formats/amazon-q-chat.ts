import { clip } from "../../words/wrap.ts";
import type { AlertMessage } from "../alert-message.ts";

/** What Amazon Q Developer in chat applications (once AWS Chatbot) shows in Slack and Microsoft Teams. */
export interface ChatNotification {
  readonly version: "1.0";
  readonly source: "custom";
  readonly id: string;
  readonly content: {
    readonly textType: "client-markdown";
    readonly title: string;
    readonly description: string;
    readonly nextSteps: readonly string[];
    readonly keywords: readonly string[];
  };
  readonly metadata: {
    readonly threadId: string;
    readonly summary: string;
    readonly eventType: string;
    readonly relatedResources: readonly string[];
    readonly additionalContext: Readonly<Record<string, string>>;
  };
}

/** Characters, by the parameter details of the schema's page. */
const longestTitle = 250;
const longestDescription = 8_000;

const marks = { page: ":rotating_light:", notify: ":bell:", info: ":information_source:" } as const;

/**
 * An alert in the custom notifications' schema. Its thread is the alert's key, so that what resolves or escalates an
 * alert lands beneath it. Source: https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export function amazonQChat(message: AlertMessage): ChatNotification {
  const { model, event, key, severity, subject, body, at, entry, links } = message;
  const mark = event === "resolved" ? ":white_check_mark:" : marks[severity];
  return {
    version: "1.0",
    source: "custom",
    id: `${key}/${event}/${entry}`,
    content: {
      textType: "client-markdown",
      title: clip(`${mark} ${subject}`, longestTitle),
      // As written: its lines are aligned, and nothing in a service's answer is taken for markup.
      description: `\`\`\`\n${clip(body.replaceAll("```", "'''"), longestDescription - 8)}\n\`\`\``,
      nextSteps: links.map(({ label, url }) => `<${url}|${label}>`),
      keywords: [model, severity, event],
    },
    metadata: {
      threadId: key,
      summary: clip(subject, longestTitle),
      eventType: `alert-${event}`,
      relatedResources: [model],
      additionalContext: { severity, at, entry: String(entry) },
    },
  };
}
