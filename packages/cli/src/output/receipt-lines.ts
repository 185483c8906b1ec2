import type { Receipt } from "../alert-test/receipts.ts";
import type { Colors, Context } from "../context/context.ts";
import { table } from "./table.ts";

/** What was sent where, and below it how to see whether it arrived, which only the receivers know. */
export function receiptLines(
  receipts: readonly Receipt[],
  model: string,
  context: Context,
): readonly string[] {
  const rows = table(
    receipts,
    [
      { heading: "severity", text: ({ severity }) => severity },
      { heading: "#", text: ({ alert }) => String(alert), right: true },
      { heading: "to", text: ({ to, name }) => (name === null ? to : `${to} ${shortName(name)}`) },
      {
        heading: "status",
        text: ({ status }) => status,
        colour: (cell, { status }) => colourOf(status, cell, context.colors),
      },
      { heading: "what is known", text: ({ detail }) => detail },
    ],
    context,
  );
  return [...rows, "", ...arrival(receipts, model)];
}

function arrival(receipts: readonly Receipt[], model: string): readonly string[] {
  const topics = receipts.flatMap(({ to, name }) => (to === "topic" && name !== null ? [name] : []));
  const webhooks = receipts.flatMap(({ to, name }) => (to === "webhook" && name !== null ? [name] : []));
  const kept = receipts.some(({ status }) => status === "kept");
  return [
    "Did it arrive? Look for the subject that begins with: TEST, nothing is wrong",
    ...(topics.length > 0 ? ["A topic takes messages also when nobody listens. Who does:"] : []),
    ...[...new Set(topics)].map((arn) => `  aws sns list-subscriptions-by-topic --topic-arn ${arn}`),
    ...(kept ? ["What is kept comes in the next digest, when quiet hours or the storm are over."] : []),
    ...(webhooks.length > 0
      ? [
          "What a webhook's receiver answered:",
          ...[...new Set(webhooks)].map((name) => `  driftwheel hooks ${name}`),
        ]
      : [`No webhook of the fleet takes alerts of ${model}: driftwheel hooks lists them.`]),
  ];
}

/** The last part of an ARN, which is the topic's name; the whole ARN stands below. */
function shortName(name: string): string {
  return name.slice(name.lastIndexOf(":") + 1);
}

function colourOf(status: Receipt["status"], text: string, colors: Colors): string {
  if (status === "sent") return colors.green(text);
  return status === "failed" ? colors.red(text) : colors.yellow(text);
}
