import { clip } from "../../words/wrap.ts";
import type { AlertMessage } from "../alert-message.ts";

type Text = { readonly type: "plain_text" | "mrkdwn"; readonly text: string };
type Block =
  | { readonly type: "header"; readonly text: Text }
  | { readonly type: "section"; readonly text: Text }
  | { readonly type: "context"; readonly elements: readonly Text[] };

/** What a Slack incoming webhook is sent. */
export interface SlackMessage {
  /** For notifications and readers of the screen; the blocks are what is shown. */
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** https://docs.slack.dev/reference/block-kit/blocks/header-block and section-block; one message holds 50 blocks. */
const longestHeader = 150;
const longestSection = 3_000;
const mostLinks = 10;

const marks = { page: ":rotating_light:", notify: ":bell:", info: ":information_source:" } as const;

/** An alert for a Slack incoming webhook. Source: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
export function slackMessage(message: AlertMessage): SlackMessage {
  const { model, event, severity, subject, body, at, entry, links } = message;
  const mark = event === "resolved" ? ":white_check_mark:" : marks[severity];
  const shown = links.slice(0, mostLinks).map(({ label, url }) => `<${escaped(url)}|${escaped(label)}>`);
  return {
    text: `${mark} ${escaped(subject)}`,
    blocks: [
      { type: "header", text: { type: "plain_text", text: clip(`${mark} ${subject}`, longestHeader) } },
      { type: "section", text: { type: "mrkdwn", text: preformatted(body) } },
      ...linkSections(shown),
      {
        type: "context",
        elements: [
          { type: "mrkdwn", text: escaped(`${model} · ${severity} · ${event} · entry ${entry} · ${at}`) },
        ],
      },
    ],
  };
}

/** As many links to a section as it holds; a link is never cut. */
function linkSections(links: readonly string[]): readonly Block[] {
  const sections: string[] = [];
  for (const link of links.filter(({ length }) => length <= longestSection)) {
    const last = sections.at(-1);
    if (last !== undefined && last.length + link.length + 3 <= longestSection) {
      sections[sections.length - 1] = `${last} · ${link}`;
    } else sections.push(link);
  }
  return sections.map((text) => ({ type: "section", text: { type: "mrkdwn", text } }));
}

/** Cut before it is escaped, so that no entity is cut; escaping makes a text at most five times as long. */
function preformatted(body: string): string {
  const room = longestSection - 8;
  const text = body.replaceAll("```", "'''");
  let longest = room;
  let shown = escaped(clip(text, longest));
  while (shown.length > room) {
    longest -= Math.max(1, Math.ceil((shown.length - room) / 5));
    shown = escaped(clip(text, longest));
  }
  return `\`\`\`\n${shown}\n\`\`\``;
}

/** https://docs.slack.dev/messaging/formatting-message-text#escaping */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
