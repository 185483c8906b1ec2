import { useMemo } from "preact/hooks";
import type { FeatureDistribution } from "../api/api-types.ts";
import { Chart } from "../chart/chart.tsx";
import { CopyMenu, linkTo } from "../parts/copy-menu.tsx";
import { Known } from "../parts/known.tsx";
import { Time } from "../parts/time.tsx";
import { answers } from "../store/answers.ts";
import { useResource } from "../store/use-resource.ts";
import { figure } from "../words/numbers.ts";
import { distanceChart } from "./drift-charts.ts";
import type { HeatRow, PastWindow } from "./heat.ts";

interface Chosen {
  readonly model: string;
  readonly row: HeatRow;
  readonly window: PastWindow;
}

/** A feature in one window: its distribution over the baseline's, and how far it is over time. */
export function FeatureCard({ model, row, window }: Chosen) {
  const { feature } = row;
  const resource = answers.featureDistribution(model, window.sequence, feature);
  const snapshot = useResource(resource);
  const chart = useMemo(() => distanceChart(row), [row]);
  return (
    <div class="charts section">
      <section class="card" aria-label={`Distribution of ${feature}`}>
        <Known what={`the distribution of ${feature}`} resource={resource} snapshot={snapshot}>
          {(found) => <Distribution found={found} />}
        </Known>
      </section>
      <Chart data={chart} />
    </div>
  );
}

function Distribution({ found }: { readonly found: FeatureDistribution }) {
  const { feature, end, distribution, why } = found;
  return (
    <>
      <div class="chart-head">
        <div>
          <h2>{feature}: baseline and window</h2>
          <p class="quiet small">
            In the window that ended <Time at={end} />
          </p>
        </div>
        <CopyMenu
          of={`the distribution of ${feature}`}
          copies={[
            { label: "Link", text: () => linkTo(location.hash) },
            { label: "JSON", text: () => JSON.stringify(found, null, 2) },
          ]}
        />
      </div>
      {distribution ? <Bins distribution={distribution} /> : <p class="section">{why}</p>}
    </>
  );
}

type Compared = NonNullable<FeatureDistribution["distribution"]>;

/** Bars with their numbers beside them: what a screen reader reads is what the bars show. */
function Bins({ distribution }: { readonly distribution: Compared }) {
  const { bins, missing, unknown, rows } = distribution;
  const largest = Math.max(0.001, ...bins.flatMap(({ baseline, window }) => [baseline, window]));
  const bar = (share: number, name: string) => (
    <svg class={`bar-drawing bar-${name}`} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect width={(100 * share) / largest} height={6} />
    </svg>
  );
  return (
    <>
      <ul class="chart-legend small">
        <li>
          <span class="swatch back-series-1" aria-hidden="true" /> baseline, {figure(rows.baseline, "rows")}
        </li>
        <li>
          <span class="swatch back-series-2" aria-hidden="true" /> window, {figure(rows.window, "rows")}
        </li>
        <li>
          missing <strong>{figure(missing.window, "share")}</strong>, in the baseline{" "}
          {figure(missing.baseline, "share")}
        </li>
        {unknown === null ? null : (
          <li>
            not in the baseline <strong>{figure(unknown, "share")}</strong>
          </li>
        )}
      </ul>
      <table class="bins small">
        <thead class="hidden">
          <tr>
            <th scope="col">Values</th>
            <th scope="col">Bars</th>
            <th scope="col">Baseline</th>
            <th scope="col">Window</th>
          </tr>
        </thead>
        <tbody>
          {bins.map(({ label, baseline, window }) => (
            <tr key={label}>
              <th scope="row" class="clip" title={label}>
                {label}
              </th>
              <td class="bins-bars">
                {bar(baseline, "baseline")}
                {bar(window, "window")}
              </td>
              <td class="end quiet">{figure(baseline, "share")}</td>
              <td class="end">{figure(window, "share")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
