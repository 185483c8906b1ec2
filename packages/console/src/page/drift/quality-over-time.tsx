import { useMemo } from "preact/hooks";
import type { DriftHistory } from "../api/api-types.ts";
import { Chart } from "../chart/chart.tsx";
import { EmptyState } from "../parts/notice.tsx";
import { qualityCharts, withoutQuality } from "./quality-charts.ts";

/** How right the model's answers were, or are likely to be; or why nobody knows. */
export function QualityOverTime({ history }: { readonly history: DriftHistory }) {
  const charts = useMemo(() => qualityCharts(history), [history]);
  const without = withoutQuality(history);
  return (
    <section class="section" aria-label="Quality over time">
      {without === null ? (
        <div class="charts">
          {charts.map((data) => (
            <Chart key={data.title} data={data} />
          ))}
        </div>
      ) : (
        <EmptyState title="Nobody knows yet how right its answers are">
          {without === "no-labels" ? (
            <>
              The policy has no <code>quality</code>. With its <code>groundTruth</code>, <code>problem</code>{" "}
              and <code>label</code> answers are judged once the truth is put there; until then a baseline of
              labelled rows, by <code>npx driftwheel baseline --prediction … --label …</code>, lets their
              quality be estimated.
            </>
          ) : (
            without.words
          )}
        </EmptyState>
      )}
    </section>
  );
}
