import type { Unit } from "../words/numbers.ts";

/** A colour of the tokens. */
export type Colour = "series-1" | "series-2" | "series-3" | "good" | "bad" | "attention" | "text-quiet";

export interface Series {
  readonly label: string;
  /** One for each place on the x axis; null where nothing is known. */
  readonly values: readonly (number | null)[];
  readonly colour: Colour;
  /** Values stay until the next. */
  readonly steps?: true;
  /** Single values, each a dot. */
  readonly dots?: true;
  /** What decides: drawn dashed. */
  readonly line?: true;
  /** The interval around the values. */
  readonly band?: {
    readonly label: string;
    readonly low: readonly (number | null)[];
    readonly high: readonly (number | null)[];
  };
}

/** What a chart draws, and what its table says. */
export interface ChartData {
  readonly title: string;
  /** What it shows, and how to read it. */
  readonly words: string;
  /** Moments, in milliseconds since 1970, or milliseconds since a beginning; rising. */
  readonly x: readonly number[];
  readonly xIs: "time" | "duration";
  readonly unit: Unit;
  readonly series: readonly Series[];
  /** Always in the picture. */
  readonly includes: readonly number[];
  /** What lies below is of no interest. */
  readonly floor?: number;
}

/** A column of numbers of a chart: for its table, its copies, and its picture. */
export interface NumberColumn {
  readonly label: string;
  readonly values: readonly (number | null)[];
}

export function columnsOf({ series }: Pick<ChartData, "series">): readonly NumberColumn[] {
  // What stays the same is of the least interest.
  const moving = [...series.filter(({ line }) => !line), ...series.filter(({ line }) => line)];
  return moving.flatMap(({ label, values, band }) => [
    { label, values },
    ...(band
      ? [
          { label: `${band.label}, from`, values: band.low },
          { label: `${band.label}, to`, values: band.high },
        ]
      : []),
  ]);
}

/** The numbers of a chart as text that other programs read. */
export function chartJson(data: ChartData): string {
  const columns = columnsOf(data);
  const rows = data.x.map((at, index) => ({
    [data.xIs === "time" ? "at" : "milliseconds"]: data.xIs === "time" ? new Date(at).toISOString() : at,
    ...Object.fromEntries(columns.map(({ label, values }) => [label, values[index] ?? null])),
  }));
  return JSON.stringify({ title: data.title, rows }, null, 2);
}
