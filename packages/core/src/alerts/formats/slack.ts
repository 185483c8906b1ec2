import type { AlertMessage } from "../alert-message.ts";

/** A message of Slack's incoming webhooks: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
export function slackMessage(message: AlertMessage) {
  const links = message.links.map(({ label, url }) => `<${url}|${label}>`).join("  ");
  return { text: [`*${message.subject}*`, message.body, links].filter((line) => line !== "").join("\n") };
}
