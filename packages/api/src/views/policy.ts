import { dollars } from "@driftwheel/core/policy/costs/dollars.ts";
import { duration } from "@driftwheel/core/policy/duration.ts";
import { type ModelPolicy, modelPolicy } from "@driftwheel/core/policy/policy.ts";
import { inWords } from "@driftwheel/core/words/duration.ts";
import * as z from "zod";
import type { PolicySetting } from "../schemas/policy.ts";

type Schema = z.core.$ZodType;

/**
 * A model's policy as it is in force, with what was not written and holds by default: one line for each setting. A
 * policy has no secrets: those of webhooks and hooks are the fleet's, and parameters by their names alone.
 */
export function policyView({ costs: _ofTheFleet, ...policy }: ModelPolicy): readonly PolicySetting[] {
  return settingsIn(policy, modelPolicy, "");
}

function settingsIn(value: unknown, schema: Schema | null, path: string): readonly PolicySetting[] {
  if (value === undefined) return [];
  const plain = schema === null ? null : unwrapped(schema, value);
  if (plain === duration && typeof value === "number") return [{ path, value: inWords(value) }];
  if (plain === dollars && typeof value === "number") return [{ path, value: `$${value.toFixed(2)}` }];
  if (Array.isArray(value)) {
    if (value.every(isPlain)) {
      return [{ path, value: value.length === 0 ? "none" : value.map(textOf).join(", ") }];
    }
    const element = plain instanceof z.ZodArray ? plain.element : null;
    return value.flatMap((one, index) => settingsIn(one, element, `${path}[${index}]`));
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([name, inner]) =>
      settingsIn(inner, memberOf(plain, name), path === "" ? name : `${path}.${name}`),
    );
  }
  return [{ path, value: textOf(value) }];
}

function memberOf(schema: Schema | null, name: string): Schema | null {
  if (schema instanceof z.ZodObject) return schema.shape[name] ?? null;
  return schema instanceof z.ZodRecord ? schema.valueType : null;
}

/** What a schema says beside "optional" and its default; of several the one that the value is of. */
function unwrapped(schema: Schema, value: unknown): Schema {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return unwrapped(schema.unwrap(), value);
  }
  if (!(schema instanceof z.ZodUnion)) return schema;
  const fits = schema.options.find(
    (option) =>
      option instanceof z.ZodObject &&
      isRecord(value) &&
      Object.keys(value).every((name) => name in option.shape),
  );
  return fits ?? schema;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isPlain(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
