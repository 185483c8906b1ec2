import { type Baseline, parseBaseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import type { Column } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { calibratedStatistics } from "@driftwheel/core/monitor/calibration/calibrated-statistics.ts";
import {
  drawn,
  type EncodedRows,
  encodedColumns,
} from "@driftwheel/core/monitor/calibration/null-windows.ts";
import { derivationOf } from "@driftwheel/core/monitor/derived/derivation.ts";
import { byFeature } from "@driftwheel/core/monitor/derived/fitted.ts";
import { embeddings, texts } from "@driftwheel/core/monitor/derived/generated-rows.fixture.ts";
import type { Value } from "@driftwheel/core/monitor/values/value.ts";
import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import { mean } from "../../mean.ts";
import { lineOf, watch } from "../watch.ts";
import { evidenceOfRows, weighedWindow } from "../watched-model.ts";

interface Kind {
  readonly name: string;
  readonly baselines: number;
  /**
   * Rows that windows are drawn from. They have a luck of their own, which looks like drift in every window: of 30,000 it
   * makes about a tenth more false alarms for windows of 200.
   */
  readonly pool: number;
  readonly rows: (rows: number, seed: number) => readonly Value[];
  readonly drifts: readonly {
    readonly name: string;
    readonly rows: (rows: number, seed: number) => readonly Value[];
  }[];
}

const written = (vectors: readonly (readonly number[])[]) => vectors.map((vector) => JSON.stringify(vector));
const embedded = (length: number, baselines: number, pool: number): Kind => {
  const of = (more: { readonly moved?: number; readonly fresh?: number }) => (rows: number, seed: number) =>
    written(embeddings({ rows, seed, length, ...more }));
  return {
    name: `embeddings of ${length} numbers`,
    baselines,
    pool,
    rows: of({}),
    drifts: [
      { name: "all moved by 0.5 sigma", rows: of({ moved: 0.5 }) },
      { name: "all moved by 1 sigma", rows: of({ moved: 1 }) },
      { name: "5% of a new topic", rows: of({ fresh: 0.05 }) },
      { name: "10% of a new topic", rows: of({ fresh: 0.1 }) },
    ],
  };
};
const changed = (change: Parameters<typeof texts>[0]["change"], share: number) => ({
  name: `${100 * share}%: ${change}`,
  rows: (rows: number, seed: number) => texts({ rows, seed, share, ...(change && { change }) }),
});

const kinds: readonly Kind[] = [
  embedded(64, 8, 60_000),
  embedded(768, 2, 24_000),
  {
    name: "texts",
    baselines: 6,
    pool: 150_000,
    rows: (rows, seed) => texts({ rows, seed }),
    drifts: [
      changed("other language", 0.05),
      changed("other language", 0.1),
      changed("other script", 0.05),
      changed("jargon", 0.5),
      changed("jargon", 1),
      changed("truncated", 0.2),
    ],
  },
];

export interface DerivedResult {
  readonly kind: string;
  readonly baselines: number;
  readonly windows: number;
  /** False alarms over those promised, its 95% interval over baselines, and the same with a floor of 0.1. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly floored: number;
  readonly drifts: readonly { readonly name: string; readonly windows: number; readonly found: number }[];
}

/** Rows that windows of a drift are drawn from. */
const mostDrifted = 6_000;
/** Windows after which a drift counts as not found. */
const longest = 200;

const usual = { windows: 4_000, baselineRows: 6_000, windowRows: 200, promise: 100 };

/** Each kind of column; two baselines and a tenth of the windows when quick. */
export function measureDerivedColumns(
  { quick }: { readonly quick: boolean },
  progress: (done: number, all: number) => void,
): readonly DerivedResult[] {
  return kinds.map((kind, at) => {
    progress(at, kinds.length);
    const baselines = quick ? 2 : kind.baselines;
    return measureDerived(kind, { ...usual, baselines, windows: usual.windows / (quick ? 10 : 1) });
  });
}

/**
 * How often drift is confirmed of columns of embeddings and texts that have none, and after how many windows of one that
 * has. Every baseline is made of rows of its own, and no window has one of these: what is learnt of rows knows them.
 */
function measureDerived(
  kind: Kind,
  size: {
    readonly baselines: number;
    readonly windows: number;
    readonly baselineRows: number;
    readonly windowRows: number;
    readonly promise: number;
  },
): DerivedResult {
  const { baselines, windows, baselineRows, windowRows, promise } = size;
  const line = lineOf(promise);
  const drifts = kind.drifts.map(({ name }) => ({ name, delays: [] as number[] }));
  const ratios: number[] = [];
  const floored: number[] = [];
  for (let number = 0; number < baselines; number += 1) {
    const seed = 1_000 * (number + 1);
    const random = seededIntegers(seed);
    const baseline = baselineOf({ name: "x", values: kind.rows(baselineRows, seed + 1) }, windowRows);
    const calm = encodedLive(baseline, kind.rows(kind.pool, seed + 2));
    const drawnFrom = (rows: EncodedRows) => evidenceOfRows(rows, drawn(windowRows, rows.rows, random));
    const weighed = (evidence: ReturnType<typeof drawnFrom>, at: number, minEffect: number) =>
      weighedWindow({ baseline, evidence, rows: windowRows, number: at, runLength: promise, minEffect });
    const rules = [
      { minEffect: 0, watched: watch(line), alarms: 0, into: ratios },
      { minEffect: 0.1, watched: watch(line), alarms: 0, into: floored },
    ];
    for (let at = 0; at < windows; at += 1) {
      const evidence = drawnFrom(calm);
      for (const rule of rules) {
        if (rule.watched(weighed(evidence, at, rule.minEffect))) rule.alarms += 1;
      }
    }
    for (const { alarms, into } of rules) into.push((alarms * promise) / windows);
    for (const [place, { rows }] of kind.drifts.entries()) {
      const drifted = encodedLive(baseline, rows(mostDrifted, seed + 3));
      const watched = watch(line);
      let at = 0;
      while (at < longest && !watched(weighed(drawnFrom(drifted), at, 0))) at += 1;
      drifts[place]?.delays.push(at + 1);
    }
  }
  const ratio = mean(ratios);
  const error = Math.sqrt(mean(ratios.map((one) => (one - ratio) ** 2)) / Math.max(1, baselines - 1));
  return {
    kind: kind.name,
    baselines,
    windows: windows * baselines,
    ratio,
    low: Math.max(0, ratio - 1.96 * error),
    high: ratio + 1.96 * error,
    floored: mean(floored),
    drifts: drifts.map(({ name, delays }) => ({
      name,
      windows: mean(delays),
      found: delays.filter((delay) => delay <= longest).length / baselines,
    })),
  };
}

function baselineOf(column: Column, windowRows: number): Baseline {
  const made = calibratedStatistics([column], column.values.length, {
    windows: 4_000,
    sizes: [windowRows],
    isOrdered: false,
  });
  const parsed = parseBaseline(JSON.stringify(made));
  if (!parsed.ok || !parsed.baseline.derived) throw new Error("Nothing was derived of the column.");
  return parsed.baseline;
}

/** Rows as the monitor derives them of requests. */
function encodedLive(baseline: Baseline, values: readonly Value[]): EncodedRows {
  const [field] = baseline.derived ?? [];
  if (!field) throw new Error("The baseline has nothing that is derived.");
  const derivation = derivationOf(field);
  const rows = values.map((value) => {
    const of = derivation.of(value);
    if (typeof of === "string") throw new Error(of);
    return of;
  });
  const columns = byFeature(derivation.names.length, rows).map((of, place) => ({
    name: derivation.names[place] ?? "",
    values: of,
  }));
  return encodedColumns(baseline.features, { rows: values.length, columns });
}
