import { captured } from "../monitor/captured-bytes.ts";

/** The hour that the captured requests of `captured-bytes.ts` are of. */
export const hour = {
  start: new Date("2026-03-09T14:00:00.000Z"),
  end: new Date("2026-03-09T15:00:00.000Z"),
};

/** Files of a window, some ten kilobytes each, no two alike; baseline of rows that were drawn alike. */
export function captureFiles(count: number) {
  const { baseline, pool } = captured(5, count * 10_000);
  return { baseline, files: cut(pool, count) };
}

/** The same requests so many hours later. */
export function hoursLater(file: Uint8Array, hours: number): Uint8Array {
  const text = new TextDecoder().decode(file);
  const named = (at: number) => `T${String(hour.start.getUTCHours() + at)}:`;
  return new TextEncoder().encode(text.replaceAll(named(0), named(hours)));
}

/** In so many parts of whole lines. */
function cut(pool: Uint8Array, count: number): readonly Uint8Array[] {
  const lineFeed = 10;
  const ends = Array.from({ length: count }, (_, index) =>
    index === count - 1
      ? pool.length
      : pool.indexOf(lineFeed, Math.floor((pool.length * (index + 1)) / count)) + 1,
  );
  return ends.map((end, index) => pool.subarray(ends[index - 1] ?? 0, end));
}
