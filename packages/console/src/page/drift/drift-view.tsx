import { useMemo } from "preact/hooks";
import type { DriftHistory } from "../api/api-types.ts";
import { Chart } from "../chart/chart.tsx";
import { ModelHead } from "../model/model-head.tsx";
import { Known } from "../parts/known.tsx";
import { EmptyState } from "../parts/notice.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { Badge } from "../parts/status.tsx";
import { Time } from "../parts/time.tsx";
import { place, setQuery } from "../routing/place.ts";
import { addressOf } from "../routing/routes.ts";
import { answers } from "../store/answers.ts";
import { useResource } from "../store/use-resource.ts";
import { figure } from "../words/numbers.ts";
import { kindTone } from "../words/tone.ts";
import { driftCharts } from "./drift-charts.ts";
import { driftHeadline, scheduleName, unjudgedWords } from "./drift-words.ts";
import { FeatureCard } from "./feature-card.tsx";
import { heatRows, type PastWindow, type Schedule } from "./heat.ts";
import { HeatMap } from "./heat-map.tsx";
import { QualityOverTime } from "./quality-over-time.tsx";

interface DriftPage {
  readonly parameters: { readonly model: string };
}

/** What the monitors found: whether there is drift, in what, and what was not judged. */
export function DriftView({ parameters: { model } }: DriftPage) {
  const resource = answers.drift(model);
  const snapshot = useResource(resource);
  const state = useResource(answers.model(model)).body;
  return (
    <main class="page">
      <ModelHead model={model} status={state?.status ?? null} />
      <Known what="the windows" resource={resource} snapshot={snapshot}>
        {(history) =>
          history.schedules.length === 0 ? (
            <>
              <EmptyState title="No window was reported yet">
                The first comes when the monitor's first window is over; its length is the policy's{" "}
                <code>drift.window</code>.
              </EmptyState>
              <QualityOverTime history={history} />
            </>
          ) : (
            <Drift key={model} model={model} history={history} />
          )
        }
      </Known>
    </main>
  );
}

function Drift({ model, history }: { readonly model: string; readonly history: DriftHistory }) {
  const { query } = place.value;
  const chosen =
    history.schedules.find(({ schedule }) => schedule === query.schedule) ?? history.schedules[0];
  return (
    <>
      {history.schedules.length > 1 ? (
        <fieldset class="chips section" aria-label="What is watched">
          {history.schedules.map(({ schedule }) => (
            <button
              key={schedule}
              type="button"
              class="chip"
              aria-pressed={schedule === chosen?.schedule}
              onClick={() => setQuery({ schedule, feature: "", window: "" })}
            >
              {scheduleName(schedule)}
            </button>
          ))}
        </fieldset>
      ) : null}
      {chosen ? (
        <OneSchedule key={chosen.schedule} model={model} schedule={chosen} events={history.events} />
      ) : null}
      <QualityOverTime history={history} />
    </>
  );
}

interface Shown {
  readonly model: string;
  readonly schedule: Schedule;
  readonly events: DriftHistory["events"];
}

function OneSchedule({ model, schedule, events }: Shown) {
  const { windows } = schedule;
  const rows = useMemo(() => heatRows(windows), [windows]);
  const charts = useMemo(() => driftCharts(windows), [windows]);
  const { query } = place.value;
  const row = rows.find(({ feature }) => feature === query.feature) ?? rows[0];
  const told = row?.cells.filter(({ found }) => found !== null) ?? [];
  const cell =
    told.find(({ window }) => String(window.sequence) === query.window) ??
    told.findLast(({ found }) => found?.moved) ??
    told.at(-1);
  return (
    <>
      <p class="headline">{driftHeadline(schedule)}</p>
      <HeatMap
        rows={rows}
        windows={windows}
        chosen={row && cell ? { feature: row.feature, sequence: cell.window.sequence } : null}
        onChoose={(feature, sequence) => setQuery({ feature, window: String(sequence) })}
      />
      {row && cell ? <FeatureCard model={model} row={row} window={cell.window} /> : null}
      <div class="charts section">
        {charts.map((data) => (
          <Chart key={data.title} data={data} />
        ))}
        <Unjudged model={model} windows={windows} />
        <Events model={model} events={events} />
      </div>
    </>
  );
}

function Unjudged({ model, windows }: { readonly model: string; readonly windows: readonly PastWindow[] }) {
  const words = unjudgedWords(windows);
  const troubled = windows.filter(({ problem, unread }) => problem !== null || (unread?.lines ?? 0) > 0);
  return (
    <section class="card" aria-label="Not judged">
      <h2>Not judged, or not in full</h2>
      <p class="quiet small">{words ?? "Every window was judged."}</p>
      <ul class="troubles small">
        {troubled
          .toReversed()
          .slice(0, 5)
          .map(({ sequence, end, problem, unread }) => (
            <li key={sequence}>
              <a href={addressOf("entry", { model, sequence: String(sequence) })}>
                <Time at={end} />
              </a>
              {problem ? <p>{problem.words}</p> : null}
              {unread && unread.lines > 0 ? (
                <p>
                  {figure(unread.lines)} could not be read
                  {unread.reasons.map(({ reason, lines }) => `; ${figure(lines)}: ${reason}`).join("")}
                </p>
              ) : null}
              {unread?.example ? (
                <p>
                  One of them, by its types: <code>{unread.example}</code>
                </p>
              ) : null}
            </li>
          ))}
      </ul>
    </section>
  );
}

function Events({ model, events }: Pick<Shown, "model" | "events">) {
  return (
    <section class="card" aria-label="What came of it">
      <h2>What came of it</h2>
      {events.length === 0 ? <p class="quiet small">No drift was confirmed in this time.</p> : null}
      <ul class="troubles small">
        {events
          .toReversed()
          .slice(0, 8)
          .map(({ sequence, kind, at, because }) => (
            <li key={sequence}>
              <a href={addressOf("entry", { model, sequence: String(sequence) })}>
                <Time at={at} />
              </a>{" "}
              <Badge tone={kindTone(kind)}>{kind}</Badge>
              <p>
                <Sentence text={because} />
              </p>
            </li>
          ))}
      </ul>
    </section>
  );
}
