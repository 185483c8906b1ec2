import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { documentText } from "../document-text.ts";

interface Answer {
  readonly content?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, unknown>>;
}
interface Operation {
  readonly responses: Readonly<Record<string, Answer>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** Headers that tell something of one answer alone; the others are the same everywhere. */
const toldHeaders = ["retry-after", "idempotent-replayed", "location", "etag"];

const isUtc = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;

/**
 * The OpenAPI document as a judge of answers: status, content type, headers and body must be what the document says of
 * the operation. Where the document says nothing of further fields there may be none, so that it tells of all.
 */
export interface DocumentCheck {
  /** @throws Error naming the operation and what is not as the document says. */
  check(method: string, path: string, answer: Response): Promise<void>;
}

export function documentCheck(): DocumentCheck {
  const written: Document = JSON.parse(documentText());
  const schemaAt = documentSchemas();
  const templates = Object.keys(written.paths).map((template) => ({
    template,
    pattern: new RegExp(`^${template.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
  }));

  return {
    async check(method, path, answer) {
      const found = templates.find(({ pattern }) => pattern.test(path))?.template;
      const verb = method.toLowerCase();
      const operation = found === undefined ? undefined : written.paths[found]?.[verb];
      // What is in no route is answered with a problem, and so is a method that the route lacks.
      if (found === undefined || !operation) {
        if (verb !== "head") await isProblem(schemaAt, `${method} ${path}`, answer);
        return;
      }
      const at = `${method} ${found} answers ${answer.status}`;
      const documented = operation.responses[String(answer.status)];
      if (!documented) {
        throw new Error(`${at}; the document knows ${Object.keys(operation.responses).join(", ")}`);
      }
      for (const header of toldHeaders.filter((name) => answer.headers.has(name))) {
        const known = Object.keys(documented.headers ?? {}).map((name) => name.toLowerCase());
        if (!known.includes(header))
          throw new Error(`${at} with the header ${header}, which is in no document`);
      }
      const type = (answer.headers.get("content-type") ?? "").replace(/;.*/, "");
      const types = Object.keys(documented.content ?? {});
      if (types.length === 0 && type === "") return;
      if (!types.includes(type))
        throw new Error(`${at} with ${type}; the document knows ${types.join(", ")}`);
      if (!type.endsWith("json")) return;
      const steps = ["paths", found, verb, "responses", String(answer.status), "content", type, "schema"];
      await fits(schemaAt, steps, at, answer);
    },
  };
}

/** A schema of the document by the steps that lead to it. */
export type SchemaAt = (steps: readonly string[]) => ValidateFunction | undefined;

/** The document's schemas, every object of which has the fields that it lists and no others. */
export function documentSchemas(): SchemaAt {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addFormat("date-time", (text: string) => isUtc.test(text) && !Number.isNaN(Date.parse(text)));
  ajv.addSchema({ $id: "document", ...(closed(JSON.parse(documentText())) as object) });
  return (steps) => {
    const pointer = steps.map((step) => encodeURIComponent(step.replaceAll("~", "~0").replaceAll("/", "~1")));
    return ajv.getSchema(`document#/${pointer.join("/")}`);
  };
}

async function isProblem(schemaAt: SchemaAt, at: string, answer: Response): Promise<void> {
  const type = answer.headers.get("content-type");
  if (type !== "application/problem+json") throw new Error(`${at} answers ${answer.status} with ${type}`);
  await fits(schemaAt, ["components", "schemas", "Problem"], at, answer);
}

async function fits(
  schemaAt: SchemaAt,
  steps: readonly string[],
  at: string,
  answer: Response,
): Promise<void> {
  const validate = schemaAt(steps);
  if (!validate) throw new Error(`${at}: the document has no schema for it`);
  const body: unknown = await answer.json();
  if (validate(body)) return;
  const faults = validate.errors?.map(
    ({ instancePath, message, params }) =>
      `${instancePath || "the body"} ${message} ${JSON.stringify(params)}`,
  );
  throw new Error(`${at}, and its body is not as the document says: ${faults?.join("; ")}`);
}

/** Objects that list their fields have no others. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const inside = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return inside.type !== undefined && "properties" in inside && !("additionalProperties" in inside)
    ? { ...inside, additionalProperties: false }
    : inside;
}
