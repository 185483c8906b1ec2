import type { HookRule } from "@driftwheel/core/policy/hooks.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { evaluate } from "@driftwheel/payloads/expression.ts";
import type { Payload } from "./expression.ts";

/** A rule that counts, where it stands, and the payload that it is asked of. */
export interface Asked {
  readonly path: string;
  readonly rule: HookRule;
  readonly payload: Payload;
}

type Field = "model" | "version" | "reason" | "variant" | "successes" | "trials" | "at" | "report";

/** A field of the payload or of a rule that is not what it must be. */
export interface Fault {
  /** Where in the policy: `rules.0.model`. */
  readonly path: string;
  readonly expression: string | null;
  readonly value: unknown;
  readonly expected: string;
}

/** A value, or what is wrong with it; `faults` is empty when it is right. */
export type Read<Value> =
  | { readonly ok: true; readonly value: Value; readonly faults: readonly [] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

export function right<Value>(value: Value): Read<Value> {
  return { ok: true, value, faults: [] };
}

export function wrong({ path, rule }: Asked, field: Field, value: unknown, expected: string): Read<never> {
  const asked = rule[field];
  const expression = typeof asked === "object" ? asked.from : null;
  return { ok: false, faults: [{ path: `${path}.${field}`, expression, value: value ?? null, expected }] };
}

/** What a field says: its fixed text, or what its expression finds; undefined when the rule has no such field. */
export function fieldOf(asked: Asked, field: Field): Read<unknown> {
  const wanted = asked.rule[field];
  if (wanted === undefined || typeof wanted === "string") return right(wanted);
  const found = evaluate(wanted.from, asked.payload);
  return found.ok
    ? right(found.value)
    : wrong(asked, field, null, `an expression that this payload can be asked; ${found.why}`);
}

export function modelOf(asked: Asked, fleet: Fleet): Read<string> {
  const found = fieldOf(asked, "model");
  if (!found.ok) return found;
  if (typeof found.value === "string" && Object.hasOwn(fleet.models, found.value)) return right(found.value);
  const names = Object.keys(fleet.models).join(", ") || "it has none";
  return wrong(asked, "model", found.value, `the name of a model of the fleet: ${names}`);
}

/** Texts of people end in sentences of entries and alerts: one line, and not a long one. */
const longestText = 500;

export function textOf(asked: Asked, field: "reason", otherwise: string): Read<string> {
  const found = fieldOf(asked, field);
  if (!found.ok) return found;
  const { value } = found;
  if (value === undefined || value === null) return right(otherwise);
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string") return wrong(asked, field, value, "a text");
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  // JSON may hold half of a character, and a cut may leave one: no store of the event takes it.
  return right(line === "" ? otherwise : line.slice(0, longestText).toWellFormed());
}

export function versionOf(asked: Asked): Read<number> {
  const found = fieldOf(asked, "version");
  if (!found.ok) return found;
  const number = wholeNumber(found.value);
  return number !== null && number >= 1
    ? right(number)
    : wrong(asked, "version", found.value, "a version number, 1 or more");
}

export function countOf(asked: Asked, field: "successes" | "trials", least: number): Read<number> {
  const found = fieldOf(asked, field);
  if (!found.ok) return found;
  const number = wholeNumber(found.value);
  return number !== null && number >= least
    ? right(number)
    : wrong(asked, field, found.value, `a whole number, ${least} or more`);
}

/** Whole numbers come as numbers, and as texts from tools that quote everything. */
function wholeNumber(value: unknown): number | null {
  const number = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) ? number : null;
}
