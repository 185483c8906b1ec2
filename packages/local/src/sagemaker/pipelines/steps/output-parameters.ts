import type { OutputParameters } from "../definition/step.ts";
import { asText, type Json, type JsonObject } from "../expressions/json.ts";

/** What a Lambda or a Callback step has brought, as later steps see it. Throws a sentence of what is wrong. */
export class OutputMissing extends Error {
  override readonly name = "OutputMissing";
}

export function readOutputs(declared: OutputParameters, given: JsonObject): JsonObject {
  const entries = declared.map(({ OutputName, OutputType }) => {
    const value = given[OutputName];
    if (value === undefined || value === null) {
      throw new OutputMissing(`The output parameter '${OutputName}' is missing.`);
    }
    const read = converted(OutputType, value);
    if (read !== null) return [OutputName, read] as const;
    throw new OutputMissing(
      `The output parameter '${OutputName}' is ${asText(value)}, which is no ${OutputType}.`,
    );
  });
  return Object.fromEntries(entries);
}

function converted(type: OutputParameters[number]["OutputType"], value: Json): Json | null {
  switch (type) {
    case "String":
      return asText(value);
    case "Integer":
    case "Float": {
      const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
      const fits = typeof number === "number" && Number.isFinite(number);
      return fits && (type === "Float" || Number.isInteger(number)) ? number : null;
    }
    case "Boolean":
      if (typeof value === "boolean") return value;
      return { true: true, false: false }[asText(value).toLowerCase()] ?? null;
  }
}

/** As the step's metadata shows them. */
export function shownOutputs(outputs: JsonObject): Json {
  return Object.entries(outputs).map(([Name, value]) => ({ Name, Value: asText(value) }));
}
