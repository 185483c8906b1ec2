import { pathToFileURL } from "node:url";
import { type Captured, chunksOf } from "./captured-bytes.ts";

/** What of the monitor of commit 9117859 is asked here, in its own names. */
interface Reader {
  file(counted: { readonly ranges: readonly Range[]; readonly timeless: boolean }): {
    push(chunk: Uint8Array): void;
    end(): void;
  };
  reading(): {
    readonly state: unknown;
    readonly records: number;
    readonly unread: { readonly lines: number; readonly reason: string | null };
  };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The same work by the monitor of commit 9117859, before bytes were counted without texts of them.
 *
 * @param module absolute path of that monitor, bundled
 */
export async function monitoredBefore(
  from: Captured,
  bytes: number,
  { module, hour }: { readonly module: string; readonly hour: Range },
): Promise<number> {
  const { parseBaseline, CaptureReader, assessWindow, windowStatistics } = await import(
    pathToFileURL(module).href
  );
  const { baseline } = parseBaseline(from.baseline);
  const reader: Reader = new CaptureReader(baseline, from.columns, hour.start);
  const lines = reader.file({ ranges: [hour], timeless: true });
  for (const chunk of chunksOf(from, bytes)) lines.push(chunk);
  lines.end();
  const { state, records, unread } = reader.reading();
  if (unread.lines > 0) throw new Error(unread.reason ?? "");
  const { result } = assessWindow({ baseline, state, falseAlarmRate: 0.01, minEffect: 0.1, minRows: 100 });
  if (result !== "assessed") throw new Error("The window was not assessed.");
  JSON.stringify(windowStatistics(baseline, state));
  return records;
}

/** JSON of the baseline that it made of rows. */
export async function statisticsBefore(
  module: string,
  rows: readonly (readonly (string | number)[])[],
  columns: readonly string[],
): Promise<string> {
  const { statisticsOf } = await import(pathToFileURL(module).href);
  return JSON.stringify(statisticsOf(rows, columns));
}
