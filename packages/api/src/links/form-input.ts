import type { Context } from "hono";
import * as z from "zod";
import { type FieldError, Problem } from "../problems/problem.ts";
import type { FormInput } from "./pages/form.ts";

const input = z.object({
  name: z
    .string("is missing; your name")
    .trim()
    .min(1, "is empty; your name")
    .max(80, "at most 80 characters")
    .regex(/^[^\p{C}]*$/u, "letters, not control characters"),
  reason: z
    .string("is missing; why, in a few words")
    .trim()
    .min(1, "is empty; why, in a few words")
    .max(500, "at most 500 characters")
    .transform((text) => text.replaceAll(/[\p{C}\s]+/gu, " ")),
});

/** More than the form can send. */
const longestBody = 16_384;

export type FormResult =
  | { readonly ok: true; readonly input: FormInput }
  | { readonly ok: false; readonly input: FormInput; readonly errors: readonly FieldError[] };

/**
 * The name and the reason that a person sent, by the form or as JSON.
 *
 * @throws Problem when the body is neither.
 */
export async function readFormInput(context: Context): Promise<FormResult> {
  const body = await bodyOf(context);
  const parsed = input.safeParse(body);
  if (parsed.success) return { ok: true, input: parsed.data };
  const errors = parsed.error.issues.map(({ path, message }) => {
    const field = path.join(".") || "body";
    return { path: field, value: body[field] ?? null, expected: message };
  });
  return { ok: false, input: { name: text(body.name), reason: text(body.reason) }, errors };
}

async function bodyOf({ req }: Context): Promise<Readonly<Record<string, unknown>>> {
  const sent = await req.text();
  if (sent.length > longestBody) {
    throw new Problem("bad-request", { detail: `The body has more than ${longestBody} characters.` });
  }
  const type = req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type === "application/x-www-form-urlencoded") return Object.fromEntries(new URLSearchParams(sent));
  if (type !== "application/json") {
    throw new Problem("unsupported-media-type", { detail: "Send the form, or JSON with name and reason." });
  }
  try {
    const value: unknown = JSON.parse(sent);
    if (typeof value === "object" && value !== null) return { ...value };
  } catch {
    // Said below, with what would be right.
  }
  throw new Problem("bad-request", { detail: "The body is no JSON object with name and reason." });
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
