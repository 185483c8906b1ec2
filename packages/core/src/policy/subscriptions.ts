import * as z from "zod";
import { entryKinds } from "./entry-kinds.ts";
import { announcedIdleKinds } from "./idle/announced-kinds.ts";
import { urlFault } from "./public-url.ts";
import { secretName } from "./secret.ts";

export const subscriptionName = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,31}$/,
    "subscription names are lower case letters, digits and hyphens, at most 32",
  );

const alertKinds = ["alert-raised", "alert-escalated", "alert-resolved"] as const;

const url = z.string().superRefine((text, context) => {
  const fault = urlFault(text);
  if (fault !== null) context.addIssue({ code: "custom", message: fault });
});

/** Who is sent entries by webhook. */
export const subscription = z
  .strictObject({
    /** Where to; or, where the address itself is a secret (Slack's is), the SSM parameter that holds it. */
    url: z.union([z.strictObject({ parameter: secretName }), url], {
      error: ({ input }) =>
        (typeof input === "string" ? urlFault(input) : null) ??
        "must be a URL, or { parameter } with the name of the SSM parameter that holds it",
    }),
    /** What the receiver understands. */
    format: z.enum(["standard", "pagerduty", "slack"]).default("standard"),
    /** Key to the signature, or PagerDuty's routing key. */
    secret: secretName.optional(),
    /** Every kind unless told; PagerDuty and Slack understand alerts only. */
    kinds: z
      .array(z.enum([...entryKinds, ...alertKinds, ...announcedIdleKinds]))
      .min(1, "must name at least one kind, or be left out for all of them")
      .optional(),
    /** Every model unless told. */
    models: z
      .array(z.string())
      .min(1, "must name at least one model, or be left out for all of them")
      .optional(),
  })
  .superRefine(({ format, secret, kinds = [] }, context) => {
    if (format !== "slack" && secret === undefined) {
      const what =
        format === "standard" ? "the key that messages are signed with" : "the routing key of PagerDuty";
      context.addIssue({
        code: "custom",
        path: ["secret"],
        message: `must name the SSM parameter that holds ${what}`,
      });
    }
    kinds.forEach((kind, index) => {
      const message = kindFault(kind, format);
      if (message !== null) context.addIssue({ code: "custom", path: ["kinds", index], message });
    });
  });

export type Subscription = z.output<typeof subscription>;

function kindFault(kind: string, format: "standard" | "pagerduty" | "slack"): string | null {
  if (kind === "signal-observed") return "is not announced to anyone, because nothing changed by it";
  if (format !== "standard" && !alertKinds.some((alert) => alert === kind)) {
    return `is no alert: ${format} understands ${alertKinds.join(", ")}`;
  }
  return null;
}
