import { z } from "@hono/zod-openapi";
import { type ProblemName, problems } from "../problems/problem.ts";
import { entrySchema, sequenceSchema } from "./entry.ts";

const problemSchema = z
  .object({
    type: z.string().openapi({
      description: `\`/problems/<name>\`; the names are ${Object.keys(problems).join(", ")}.`,
      example: "/problems/bad-request",
    }),
    title: z.string().openapi({ example: "The request cannot be understood" }),
    status: z.int().openapi({ example: 400 }),
    detail: z
      .string()
      .openapi({ description: "What is wrong with this request.", example: "Not understood: body.reason." }),
    instance: z.string().openapi({ description: "The request's path.", example: "/models/frost/retrain" }),
    errors: z
      .array(
        z.object({
          path: z.string().openapi({ example: "body.reason" }),
          value: z.unknown().openapi({ description: "What was sent; null when nothing was." }),
          expected: z.string().openapi({ example: "is missing; why, in a few words" }),
        }),
      )
      .optional()
      .openapi({ description: "Every field that is wrong." }),
    sequence: sequenceSchema
      .optional()
      .openapi({ description: "The ledger's end, where another was expected." }),
    entry: entrySchema.optional().openapi({ description: "The entry that says why a command was refused." }),
  })
  .openapi("Problem", { description: "What went wrong (RFC 9457)." });

const content = { "application/problem+json": { schema: problemSchema } };

const descriptions = {
  "bad-request": "A parameter, a header or the body is wrong; `errors` names every field.",
  forbidden: "The caller's role is too low, or nobody gave the caller one.",
  "not-found": "There is no such model, entry, rollout or subscription.",
  refused: "Refused or overtaken: `entry` says why, or `sequence` is where the ledger ends now.",
  "link-altered": "The link was altered, or a field of the form is wrong.",
  "link-expired": "The link's time is over, it was used, or what it is about is over.",
  "link-used": "The link was used already; it does what it says once.",
  "link-decided": "Someone decided it already, here or in the model registry.",
  "link-over": "What the link is about is over.",
  "sequence-conflict": "The ledger has gone on since the caller looked; nothing was written.",
  "unsupported-media-type": "The body is no JSON.",
  "key-reused": "The idempotency key was used for another command; nothing was written.",
  internal: "Something went wrong inside; the function's log has it.",
  busy: "Other writers were first, or AWS is busy. Try again after `Retry-After` seconds.",
} as const satisfies Readonly<Record<ProblemName, string>>;

interface ProblemResponse {
  readonly description: string;
  readonly headers?: ResponseHeaders;
  readonly content: typeof content;
}
type ResponseHeaders = Readonly<Record<string, { readonly description: string; readonly schema: object }>>;

const told: Partial<Readonly<Record<ProblemName, ResponseHeaders>>> = {
  busy: {
    "Retry-After": { description: "Seconds to wait.", schema: { type: "string", pattern: "^[0-9]+$" } },
  },
};

/** Responses of a route for each way in which it can fail, and for what can go wrong in every one. */
export function problemResponses(...names: readonly ProblemName[]): Record<number, ProblemResponse> {
  return Object.fromEntries(
    [...names, "internal" as const].map((name) => {
      const headers = told[name];
      return [
        problems[name].status,
        { description: descriptions[name], ...(headers ? { headers } : {}), content },
      ];
    }),
  );
}
