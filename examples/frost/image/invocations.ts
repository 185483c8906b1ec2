import { parse } from "csv-parse/sync";
import * as z from "zod";
import { BadRow, type Day, dayOf, dayOfValues } from "./features.ts";
import type { Forest } from "./forest.ts";

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** SageMaker's common JSON form of a request: `{"instances": [{"features": [12.8, 4.7, 0, 1]}, ...]}`. */
const instances = z.object({
  instances: z
    .array(z.union([z.object({ features: z.array(z.number()) }), z.record(z.string(), z.json())]))
    .min(1, "needs at least one row"),
});

/** Answers one request: rows in, night lows out, in the form that was sent. What cannot be judged is answered 400 with the reason. */
export function answer(forest: Forest, contentType: string, body: string): Reply {
  const type = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  try {
    if (type === "text/csv") {
      const lows = forest.predict(csvDays(body));
      return { status: 200, contentType: "text/csv; charset=utf-8", body: lows.map(rounded).join("\n") };
    }
    if (type === "application/json") {
      const lows = forest.predict(jsonDays(body));
      const predictions = lows.map((low) => ({ score: rounded(low) }));
      return { status: 200, contentType: "application/json", body: JSON.stringify({ predictions }) };
    }
    return refusal(415, `${type || "no content type"} is not understood; send text/csv or application/json`);
  } catch (error) {
    if (error instanceof BadRow) return refusal(400, error.message);
    throw error;
  }
}

function csvDays(body: string): Day[] {
  const rows = csvRows(body);
  if (rows.length === 0) throw new BadRow("the request has no rows");
  return rows.map((values, index) => dayOfValues(values, `row ${index + 1}`));
}

function csvRows(body: string): string[][] {
  try {
    return parse(body, { relax_column_count: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    throw new BadRow(`the request is no CSV: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function jsonDays(body: string): Day[] {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    throw new BadRow(`the request is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = instances.safeParse(json);
  if (!parsed.success) {
    throw new BadRow('the request must look like {"instances": [{"features": [12.8, 4.7, 0, 1]}]}');
  }
  return parsed.data.instances.map((instance, index) => {
    const where = `instance ${index + 1}`;
    return "features" in instance && Array.isArray(instance.features)
      ? dayOfValues(instance.features.map(asScalar), where)
      : dayOf(instance, where);
  });
}

function asScalar(value: unknown): string | number {
  return typeof value === "number" ? value : String(value);
}

function rounded(low: number): number {
  return Math.round(low * 100) / 100;
}

function refusal(status: number, reason: string): Reply {
  return { status, contentType: "text/plain; charset=utf-8", body: reason };
}
