import type { ShownDelivery, Subscription } from "../api/answers.ts";
import { shortTime } from "../context/clock.ts";
import type { Colors, Context } from "../context/context.ts";
import { table } from "./table.ts";

/** Subscriptions: who they are, what they are sent, and whether they still are. */
export function subscriptionTable(rows: readonly Subscription[], context: Context): readonly string[] {
  return table(
    rows,
    [
      { heading: "name", text: ({ name }) => name },
      { heading: "format", text: ({ format }) => format },
      { heading: "models", text: ({ models }) => models?.join(",") ?? "all" },
      {
        heading: "status",
        text: ({ status }) => status,
        colour: (cell, { status }) => stateColour(status, cell, context.colors),
      },
      {
        heading: "kinds, or why it is disabled",
        text: ({ kinds, since, why }) =>
          why === null
            ? (kinds?.join(", ") ?? "all")
            : `${since === null ? "" : `${shortTime(since)}: `}${why}`,
      },
    ],
    context,
  );
}

/** Deliveries of one subscription, with what the last attempt came to. */
export function deliveryTable(rows: readonly ShownDelivery[], context: Context): readonly string[] {
  return table(
    rows,
    [
      { heading: "made (UTC)", text: ({ createdAt }) => shortTime(createdAt) },
      { heading: "delivery", text: ({ id }) => id },
      { heading: "model", text: ({ model }) => model },
      { heading: "#", text: ({ sequence }) => String(sequence), right: true },
      { heading: "kind", text: ({ kind }) => kind },
      {
        heading: "status",
        text: ({ status }) => status,
        colour: (cell, { status }) => stateColour(status, cell, context.colors),
      },
      { heading: "attempts", text: ({ attempts }) => String(attempts.length), right: true },
      { heading: "the last one", text: lastAttempt },
    ],
    context,
  );
}

function lastAttempt({ attempts }: ShownDelivery): string {
  const last = attempts.at(-1);
  if (!last) return "-";
  const answer = [last.status, last.error].filter((part) => part !== null).join(" ");
  return last.next === null ? answer : `${answer}; again ${shortTime(last.next)}`;
}

function stateColour(status: string, text: string, colors: Colors): string {
  if (status === "dead" || status === "disabled") return colors.red(text);
  if (status === "delivered" || status === "live") return colors.green(text);
  return colors.yellow(text);
}
