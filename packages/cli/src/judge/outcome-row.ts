import { readMoment } from "@driftwheel/core/schema/moment.ts";
import { parseExactJson } from "@driftwheel/core/schema/python-json.ts";
import * as z from "zod";

/** A request of an experiment, and what is told of its outcome. */
export interface OutcomeRow {
  readonly trial: string;
  readonly isChallenger: boolean;
  /** Milliseconds since 1970. */
  readonly requestedAt: number;
  /** When its outcome was known, milliseconds since 1970; not before the request. */
  readonly knownAt: number;
  /** Whose request it is; null where it is one of its own. */
  readonly unit: string | null;
  readonly success: boolean | null;
  readonly value: number | null;
  readonly isError: boolean;
  readonly latencyMilliseconds: number | null;
}

/** A line's row, or what is wrong with it and what would be right. */
export type ReadRow =
  | { readonly ok: true; readonly row: OutcomeRow }
  | { readonly ok: false; readonly reason: string };

const name = z.union([z.string().max(1_000), z.number()]).transform(String);
const moment = z.unknown().transform((value, context) => {
  const at = readMoment(value);
  if (at !== null) return Date.parse(at);
  context.addIssue({ code: "custom", message: "is no time" });
  return z.NEVER;
});

/** What is not there, and null, which pandas writes for it, are one. */
const schema = z.object({
  trial: name.nullish(),
  variant: z.enum(["champion", "challenger"]),
  requestedAt: moment,
  knownAt: z.union([z.null(), moment]).optional(),
  unit: name.nullish(),
  success: z.boolean().nullish(),
  value: z.number().nullish(),
  error: z.boolean().nullish(),
  latencyMilliseconds: z.number().gte(0).nullish(),
});

const time = 'a time such as "2026-03-01T08:00:00Z"';
const right: Readonly<Record<keyof typeof schema.shape, string>> = {
  trial: "a text of at most 1000 characters, the same for all rows of one trial",
  variant: '"champion" or "challenger"',
  requestedAt: time,
  knownAt: `${time}, when its outcome was known`,
  unit: "a text of at most 1000 characters that says whose request it is",
  success: "true or false",
  value: "a number",
  error: "true or false",
  latencyMilliseconds: "a number from 0 on",
};
const example = `such as {"variant": "challenger", "requestedAt": "2026-03-01T08:00:00Z", "success": true}`;
const longestShown = 60;

/** Reads one line of a file of outcomes. */
export function readRow(text: string): ReadRow {
  const json = parseExactJson(text);
  if (!json.ok) return { ok: false, reason: `is no JSON (${json.reason}); expected one object, ${example}` };
  const { value } = json;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { ok: false, reason: `is ${shown(value)}; expected one object, ${example}` };
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) return { ok: false, reason: reasonOf(parsed.error, value) };
  const { data } = parsed;
  return {
    ok: true,
    row: {
      trial: data.trial ?? "1",
      isChallenger: data.variant === "challenger",
      requestedAt: data.requestedAt,
      knownAt: Math.max(data.requestedAt, data.knownAt ?? data.requestedAt),
      unit: data.unit ?? null,
      success: data.success ?? null,
      value: data.value ?? null,
      isError: data.error ?? false,
      latencyMilliseconds: data.latencyMilliseconds ?? null,
    },
  };
}

function reasonOf({ issues }: z.ZodError, row: object): string {
  const field = schema.keyof().safeParse(issues[0]?.path[0]);
  if (!field.success) return `is not understood; expected one object, ${example}`;
  const found: unknown = Object.getOwnPropertyDescriptor(row, field.data)?.value;
  const is = found === undefined ? "is missing" : `is ${shown(found)}`;
  return `${field.data} ${is}; expected ${right[field.data]}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > longestShown ? `${text.slice(0, longestShown)}...` : text;
}
