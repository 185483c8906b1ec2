import { PersonError } from "@driftwheel/cli/context/errors.ts";
import { valuesAt } from "@driftwheel/core/monitor/quality/metrics/place.ts";
import type { Value } from "@driftwheel/core/monitor/values/value.ts";
import { placeReading } from "@driftwheel/payloads/reading.ts";
import type { Dataset } from "../../dataset/read-dataset.ts";
import type { Predictor } from "../analysis-config.ts";
import type { Invoke } from "./shadow-endpoint.ts";

/** Rows of one request. */
const rowsAtOnce = 200;

/**
 * What a model answers to each row: at the place of the label or of the score, or the first value where nobody tells one.
 *
 * @throws PersonError when it does not answer each row, or in another form
 */
export async function answersOf(
  { columns, rows }: Dataset,
  predictor: Predictor,
  invoke: Invoke,
): Promise<readonly Value[]> {
  const contentType = predictor.content_type ?? "text/csv";
  const accept = predictor.accept_type ?? contentType;
  const place = predictor.label ?? predictor.probability ?? 0;
  const reading = await placeReading([place]);
  const answers: Value[] = [];
  for (let first = 0; first < rows; first += rowsAtOnce) {
    const some = Array.from({ length: Math.min(rowsAtOnce, rows - first) }, (_, row) =>
      columns.map(({ values }) => values[first + row] ?? null),
    );
    const answer = await invoke({ body: bodyOf(some, contentType, predictor), contentType, accept });
    const encoding = answer.contentType.startsWith("text/csv") ? "CSV" : "JSON";
    const found = valuesAt(
      { data: answer.body, encoding, contentType: answer.contentType },
      place,
      "The model's answer",
      {
        reading,
        rows: some.length,
      },
    );
    if (typeof found === "string") throw new PersonError(`${found}.`);
    if (found.length !== some.length) {
      throw new PersonError(
        `The model answered ${found.length} values to ${some.length} rows; expected one for each.`,
      );
    }
    answers.push(...found.map(scalar));
  }
  return answers;
}

function bodyOf(
  rows: readonly (readonly Value[])[],
  contentType: string,
  { content_template: template }: Predictor,
): string {
  if (contentType === "text/csv") return rows.map((row) => row.map(csvField).join(",")).join("\n");
  if (contentType === "application/jsonlines") {
    return rows.map((row) => jsonLine(row, template ?? null)).join("\n");
  }
  throw new PersonError(
    `predictor.content_type: is ${JSON.stringify(contentType)}, which is not implemented on the local AWS; expected text/csv or application/jsonlines`,
  );
}

/** Texts of CSV that are numbers are numbers in JSON. */
function jsonLine(row: readonly Value[], template: string | null): string {
  const features = JSON.stringify(
    row.map((value) =>
      typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value))
        ? Number(value)
        : value,
    ),
  );
  if (template?.includes("$features")) return template.replace("$features", () => features);
  throw new PersonError(
    `predictor.content_template: is ${JSON.stringify(template)}; expected JSON with the placeholder $features`,
  );
}

function csvField(value: Value): string {
  const text = value === null ? "" : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function scalar(value: unknown): Value {
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") return value;
  throw new PersonError(`The model answered ${JSON.stringify(value)}; expected a label or a score.`);
}
