import { arnOf, nameOf, type Scope } from "../scope.ts";
import type { Statement } from "./statement.ts";

/**
 * Puts events of one source, and of these detail-types where they are given. Nobody may put events without saying which:
 * what is put on a bus is believed by what reads it.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
 */
export function putEvents(
  scope: Scope,
  bus: "default" | "driftwheel",
  source: string,
  detailTypes?: readonly string[],
): Statement {
  const name = bus === "default" ? "default" : nameOf(scope, "bus");
  return {
    actions: ["events:PutEvents"],
    resources: [arnOf(scope, "events", `event-bus/${name}`)],
    condition: {
      StringEquals: {
        "events:source": source,
        ...(detailTypes === undefined ? {} : { "events:detail-type": detailTypes }),
      },
    },
  };
}
