import { now } from "../store/clock.ts";
import { isNarrow } from "../store/narrow.ts";
import { figure } from "../words/numbers.ts";
import { localTime } from "../words/times.ts";
import { type HeatRow, heatStep, type PastWindow } from "./heat.ts";

interface Map {
  readonly rows: readonly HeatRow[];
  readonly windows: readonly PastWindow[];
  readonly chosen: { readonly feature: string; readonly sequence: number } | null;
  readonly onChoose: (feature: string, sequence: number) => void;
}

/** So many windows have room beside each other, each large enough to be hit. */
const mostWide = 40;
const mostNarrow = 10;

/** Features by time, those with the most impact first. Each cell can be chosen, and says in words what its colour does. */
export function HeatMap({ rows, windows, chosen, onChoose }: Map) {
  const most = isNarrow.value ? mostNarrow : mostWide;
  const shown = windows.slice(-most);
  if (rows.length === 0) {
    return (
      <section class="card">
        <h2>Features by time</h2>
        <p class="quiet small">
          No feature was over its line in {shown.length} windows, and how far they are is not told.
        </p>
      </section>
    );
  }
  return (
    <section class="card" aria-label="Features by time">
      <div class="chart-head">
        <h2>Features by time, most impact first</h2>
        <ul class="heat-legend small" aria-label="Colours">
          {["not told", "under its line", "over it", "twice", "4 times and more"].map((words, step) => (
            <li key={words}>
              <span class={`swatch heat-${step}`} aria-hidden="true" /> {words}
            </li>
          ))}
          <li>
            <span class="swatch heat-none" aria-hidden="true" /> not judged
          </li>
        </ul>
      </div>
      <div class="heat-scroll">
        <table class="heat">
          <colgroup>
            <col class="heat-names" />
            <col span={shown.length} />
            <col class="heat-words" />
          </colgroup>
          <thead class="hidden">
            <tr>
              <th scope="col">Feature</th>
              {shown.map(({ end, sequence }) => (
                <th key={sequence} scope="col">
                  {localTime(end, now.value)}
                </th>
              ))}
              <th scope="col">Strongest</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, 30).map(({ feature, cells, strongest, windows: count }) => (
              <tr key={feature}>
                <th scope="row" class="clip" title={feature}>
                  {feature}
                </th>
                {cells.slice(-most).map(({ window, found }) => {
                  const words = `${feature}, ${localTime(window.end, now.value)}: ${
                    found
                      ? `${figure(found.distance)} of ${figure(found.threshold)}`
                      : window.judged
                        ? "not told"
                        : "not judged"
                  }`;
                  const isChosen = chosen?.feature === feature && chosen.sequence === window.sequence;
                  const colour = window.judged ? `heat-${heatStep(found?.strength ?? 0)}` : "heat-none";
                  return (
                    <td key={window.sequence}>
                      {found ? (
                        <button
                          type="button"
                          class={`heat-cell ${colour}`}
                          aria-pressed={isChosen}
                          aria-label={words}
                          title={words}
                          onClick={() => onChoose(feature, window.sequence)}
                        />
                      ) : (
                        <span class={`heat-cell ${colour}`} title={words} />
                      )}
                    </td>
                  );
                })}
                <td
                  class="heat-words small quiet"
                  title={`Over its line in ${count} of ${windows.length} windows`}
                >
                  {figure(strongest.distance)} of {figure(strongest.threshold)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="quiet small">
        {rows.length > 30 ? `The first 30 of ${rows.length} features. ` : ""}From{" "}
        {localTime(shown[0]?.end ?? "", now.value)} to {localTime(shown.at(-1)?.end ?? "", now.value)}; behind
        each its strongest distance and its line. Of each window what moved is told, and the ten that came
        nearest.
      </p>
    </section>
  );
}
