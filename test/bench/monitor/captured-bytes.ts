import { statisticsOf } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

const categories = ["north", "east", "south", "west", "harbour"];
/** What S3 gives at once. */
const chunkBytes = 65_536;

/** Bytes of capture files that can be made again and again, so that no file and no gigabytes of memory are needed. */
export interface Captured {
  readonly columns: readonly string[];
  /** JSON of the statistics that the rows are compared with. */
  readonly baseline: string;
  /** Whole lines, some megabytes. */
  readonly pool: Uint8Array;
  /** Lines in the pool. */
  readonly lines: number;
}

/** Every fifth feature is a text of five categories, the others are numbers with up to four decimals. */
export function captured(features: number, poolBytes: number): Captured {
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
    const line = captureLine(row().join(","), lines.length);
    lines.push(line);
    bytes += line.length;
  }
  return {
    columns,
    baseline: JSON.stringify({
      ...statisticsOf(trained, columns),
      driftwheel: { pairs: pairsOf(columns, trained.length) },
    }),
    pool: new TextEncoder().encode(lines.join("")),
    lines: lines.length,
  };
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

function captureLine(data: string, index: number): string {
  const second = String(index % 60).padStart(2, "0");
  return `${JSON.stringify({
    captureData: {
      endpointInput: { observedContentType: "text/csv", mode: "INPUT", data, encoding: "CSV" },
      endpointOutput: { observedContentType: "text/csv", mode: "OUTPUT", data: "0.4183", encoding: "CSV" },
    },
    eventMetadata: {
      eventId: `7ddb2d7c-4d6a-4e67-a68e-${String(index).padStart(12, "0")}`,
      inferenceTime: `2026-03-09T14:05:${second}Z`,
    },
    eventVersion: "0",
  })}\n`;
}
