import { statisticsOf } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

const categories = ["north", "east", "south", "west", "harbour"];
/** What S3 gives at once. */
const chunkBytes = 65_536;

/** Bytes of capture files that can be read again and again, so that no gigabytes of disk and memory are needed. */
export interface Captured {
  readonly columns: readonly string[];
  /** JSON of the statistics that the rows are compared with, made of rows that were drawn alike. */
  readonly baseline: string;
  /** Whole lines, some megabytes. */
  readonly pool: Uint8Array;
}

/** How requests are written: a row of CSV, a list of JSON, or an object of named values, both among `instances`. */
export const payloadForms = ["CSV", "JSON lists", "JSON objects"] as const;
export type PayloadForm = (typeof payloadForms)[number];

/** Every fifth feature is a text of five categories, the others are numbers with up to four decimals. */
export function captured(
  features: number,
  poolBytes: number,
  form: PayloadForm = "CSV",
): Captured & { readonly trained: readonly (readonly (string | number)[])[] } {
  const generator = xoroshiro128plus(features);
  const uniform = () => (generator.next() >>> 0) / 2 ** 32;
  const columns = Array.from({ length: features }, (_, index) => `feature_${index}`);
  const row = () =>
    columns.map((_, index) =>
      index % 5 === 4
        ? (categories[Math.floor(uniform() * categories.length)] ?? "")
        : Number(((index + 1) * (uniform() + uniform() + uniform())).toFixed(4)),
    );
  const trained = Array.from({ length: 2_000 }, row);
  const lines: string[] = [];
  for (let bytes = 0; bytes < poolBytes; ) {
    const line = captureLine(requestOf(row(), columns, form), lines.length);
    lines.push(line);
    bytes += line.length;
  }
  return {
    columns,
    trained,
    baseline: JSON.stringify({
      ...statisticsOf(trained, columns),
      driftwheel: { pairs: pairsOf(columns, trained.length) },
    }),
    pool: new TextEncoder().encode(lines.join("")),
  };
}

interface Request {
  readonly observedContentType: string;
  readonly data: string;
  readonly encoding: "CSV" | "JSON";
}

function requestOf(
  row: readonly (string | number)[],
  columns: readonly string[],
  form: PayloadForm,
): Request {
  if (form === "CSV") return { observedContentType: "text/csv", data: row.join(","), encoding: "CSV" };
  const instance =
    form === "JSON lists" ? row : Object.fromEntries(columns.map((name, index) => [name, row[index]]));
  const data = JSON.stringify({ instances: [instance] });
  return { observedContentType: "application/json", data, encoding: "JSON" };
}

/** Ten pairs of neighbours, as many as a baseline has at most; how they go together matters to no time. */
function pairsOf(columns: readonly string[], rows: number) {
  const cutsOf = (index: number) => (index % 5 === 4 ? null : [1, 1.5, 2].map((cut) => cut * (index + 1)));
  return columns.slice(0, 10).map((name, index) => {
    const next = (index + 1) % columns.length;
    return {
      features: [name, columns[next]],
      cuts: [cutsOf(index), cutsOf(next)],
      cells: Array.from({ length: 16 }, () => rows / 16),
    };
  });
}

/** At least so many bytes, in chunks as they come from S3; the pool again and again. */
export function* chunksOf({ pool }: Captured, bytes: number): Generator<Uint8Array> {
  for (let sent = 0; sent < bytes; sent += pool.length) {
    for (let from = 0; from < pool.length; from += chunkBytes) yield pool.subarray(from, from + chunkBytes);
  }
}

function captureLine({ observedContentType, data, encoding }: Request, index: number): string {
  const second = String(index % 60).padStart(2, "0");
  return `${JSON.stringify({
    captureData: {
      endpointInput: { observedContentType, mode: "INPUT", data, encoding },
      endpointOutput: { observedContentType: "text/csv", mode: "OUTPUT", data: "0.4183", encoding: "CSV" },
    },
    eventMetadata: {
      eventId: `7ddb2d7c-4d6a-4e67-a68e-${String(index).padStart(12, "0")}`,
      inferenceTime: `2026-03-09T14:05:${second}Z`,
    },
    eventVersion: "0",
  })}\n`;
}
