import { z } from "@hono/zod-openapi";
import { describe, expect, it } from "vitest";
import { documentSchemas } from "../testing/document-check.ts";
import { apiWorld } from "../testing/world.ts";

/** A value that a schema of an answer accepts, with every field that may be there, and nothing null that need not be. */
function sample(schema: z.core.$ZodType): unknown {
  // Every kind of schema that zod has is one of these.
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "object":
      return Object.fromEntries(Object.entries(def.shape).map(([key, inside]) => [key, sample(inside)]));
    case "array":
      return [sample(def.element)];
    case "optional":
    case "nullable":
      return sample(def.innerType);
    case "union":
      return sample(def.options[0] ?? z.null());
    case "enum":
      return Object.values(def.entries)[0];
    case "string":
      return "2026-05-04T09:30:00.000Z";
    case "number":
      return 1;
    case "boolean":
      return true;
    case "record":
      return { anything: 1 };
    case "unknown":
      return "anything";
    default:
      throw new Error(`no answer had a schema of the type ${def.type} before; say what a value of it is`);
  }
}

/** The value once for each place in it, with null there. */
function* withNull(value: unknown, path = ""): Generator<{ readonly path: string; readonly value: unknown }> {
  yield { path: path || "the body", value: null };
  if (typeof value !== "object" || value === null) return;
  for (const [key, inside] of Object.entries(value)) {
    for (const changed of withNull(inside, `${path}.${key}`)) {
      const copy: object = Array.isArray(value) ? [...value] : { ...value };
      Reflect.set(copy, key, changed.value);
      yield { path: changed.path, value: copy };
    }
  }
}

const answers = apiWorld().app.openAPIRegistry.definitions.flatMap((definition) => {
  if (definition.type !== "route") return [];
  const { method, path, responses } = definition.route;
  return Object.entries(responses).flatMap(([status, response]) =>
    Object.entries("content" in response ? (response.content ?? {}) : {}).flatMap(([type, media]) =>
      media && "schema" in media && media.schema instanceof z.ZodType && type.endsWith("json")
        ? [{ method, path, status, type, schema: media.schema }]
        : [],
    ),
  );
});

describe("what the document says may be null", () => {
  const schemaAt = documentSchemas();

  it("is asked of every answer", () => {
    expect(answers.length).toBeGreaterThan(100);
  });

  it.each(answers)("is what may be: $method $path, $status", ({ method, path, status, type, schema }) => {
    const validate = schemaAt(["paths", path, method, "responses", status, "content", type, "schema"]);
    const whole = sample(schema);
    expect(validate?.(whole), JSON.stringify(validate?.errors)).toBe(true);
    const differing = [...withNull(whole)].filter(
      ({ value }) => validate?.(value) !== schema.safeParse(value).success,
    );
    expect(differing.map((one) => one.path)).toEqual([]);
  });
});
