import { useMemo, useState } from "preact/hooks";
import type { Rollout, RolloutProgress } from "../api/api-types.ts";
import { Chart } from "../chart/chart.tsx";
import { ModelHead } from "../model/model-head.tsx";
import { CopyMenu, linkTo } from "../parts/copy-menu.tsx";
import { Known } from "../parts/known.tsx";
import { EmptyState } from "../parts/notice.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { Badge, Sign } from "../parts/status.tsx";
import { Since, Time } from "../parts/time.tsx";
import { place, setQuery } from "../routing/place.ts";
import { addressOf } from "../routing/routes.ts";
import { answers } from "../store/answers.ts";
import type { Looks } from "../store/progress-pages.ts";
import { useResource } from "../store/use-resource.ts";
import { figure } from "../words/numbers.ts";
import { Comparison } from "./comparison.tsx";
import { headlineOf, needWords, ratioTrouble, servedWords } from "./headline.ts";
import { OtherChallengers } from "./other-challengers.tsx";
import { QuestionTable } from "./question-table.tsx";
import { questionsOf } from "./questions.ts";
import { chartsOf } from "./rollout-charts.ts";
import { resultTones, resultWords, versionName } from "./rollout-words.ts";

interface RolloutPage {
  readonly parameters: { readonly model: string; readonly rollout: string };
}

/** One rollout: which arm is better, by how much, how sure, and what is missing for a decision. */
export function RolloutView({ parameters: { model, rollout } }: RolloutPage) {
  const [looks, setLooks] = useState<Looks>("drawn");
  const drawn = answers.rolloutProgress(model, rollout, "drawn");
  const every = answers.rolloutProgress(model, rollout, "all");
  const resource = looks === "all" ? every : drawn;
  const snapshot = useResource(resource);
  // What is drawn stays until all are there.
  const body = snapshot.body ?? drawn.snapshot.value.body;
  const state = useResource(answers.model(model)).body;
  const readAll = async (): Promise<RolloutProgress> => {
    setLooks("all");
    await every.refresh();
    const all = every.snapshot.value.body;
    if (all === null) throw new Error("The API does not answer.");
    return all;
  };
  return (
    <main class="page">
      <ModelHead model={model} status={state?.status ?? null} />
      <Known what={rollout} resource={resource} snapshot={{ ...snapshot, body }}>
        {(progress) => <OneRollout key={rollout} model={model} progress={progress} readAll={readAll} />}
      </Known>
    </main>
  );
}

interface Shown {
  readonly model: string;
  readonly progress: RolloutProgress;
  /** Reads the looks that are not drawn, too; rejects when they do not come. */
  readonly readAll: () => Promise<RolloutProgress>;
}

function OneRollout({ model, progress, readAll }: Shown) {
  const { rollout, points } = progress;
  const last = points.at(-1);
  const charts = useMemo(() => chartsOf(progress), [progress]);
  const trouble = ratioTrouble(progress);
  const other = place.value.query.with ?? "";
  return (
    <>
      <div class="bar section">
        <h2 class="page-title">{rollout.rollout}</h2>
        <Badge tone={resultTones[rollout.result]}>{resultWords[rollout.result]}</Badge>
        <div class="bar-end">
          <OtherRollouts model={model} rollout={rollout.rollout} chosen={other} />
          <CopyMenu
            of={rollout.rollout}
            copies={[
              { label: "Link", text: () => linkTo(location.hash) },
              { label: "JSON", text: async () => JSON.stringify(await readAll(), null, 2) },
            ]}
          />
        </div>
      </div>
      <p class="headline">{headlineOf(progress)}</p>
      {trouble ? (
        <p class="notice notice-bad small" role="alert">
          {trouble}
        </p>
      ) : null}
      {last ? (
        <section class="card" aria-label="What is judged">
          <QuestionTable
            questions={questionsOf(progress, last)}
            championName={`Champion ${versionName(rollout.champion.version)}`}
            challengerName={`Challenger ${versionName(rollout.challenger.version)}`}
          />
        </section>
      ) : (
        <EmptyState title="No look was taken yet">
          The first comes once the endpoint has its variants and the policy's <code>lookEvery</code> has gone
          by.
        </EmptyState>
      )}
      <OtherChallengers progress={progress} />
      <div class="charts section">
        <Needed progress={progress} />
        <Facts model={model} progress={progress} />
      </div>
      {other === "" ? null : <Comparison model={model} one={progress} other={other} />}
      <div class="charts section">
        {charts.map((data) => (
          <Chart
            key={data.title}
            data={data}
            readAll={async () => chartsOf(await readAll()).find(({ title }) => title === data.title) ?? data}
          />
        ))}
      </div>
    </>
  );
}

function Needed({ progress }: { readonly progress: RolloutProgress }) {
  const { rollout, needs } = progress;
  return (
    <section class="card" aria-label="For a decision">
      <h2>{needs.length > 0 ? "For a promotion it needs" : "How it ended"}</h2>
      {needs.length > 0 ? (
        <ul class="needs">
          {needs.map((need) => (
            <li key={need.of}>
              <Sign tone={need.met ? "good" : need.of === "no-harm" ? "bad" : "quiet"} />
              <span>{needWords(need, progress)}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p>
          {rollout.reason === null ? (
            "It has not ended, and was not looked at."
          ) : (
            <Sentence text={rollout.reason} />
          )}
        </p>
      )}
      {needs.length > 0 && rollout.reason !== null ? (
        <p>
          <Sentence text={rollout.reason} />
        </p>
      ) : null}
    </section>
  );
}

function Facts({ model, progress }: { readonly model: string; readonly progress: RolloutProgress }) {
  const { rollout, points, ramp } = progress;
  const served = servedWords(points.at(-1));
  return (
    <section class="card" aria-label="The rollout">
      <dl class="data-list">
        <Fact name="Started">
          <Time at={rollout.startedAt} />{" "}
          <a href={addressOf("entry", { model, sequence: String(rollout.sequence) })}>
            entry {rollout.sequence}
          </a>
        </Fact>
        {rollout.endedAt === null ? (
          <Fact name="Time left">
            <Since at={rollout.deadline} />, <Time at={rollout.deadline} />
          </Fact>
        ) : (
          <Fact name="Ended">
            <Time at={rollout.endedAt} />
          </Fact>
        )}
        <Fact name="Traffic">
          {figure(rollout.weight, "percent")}
          {ramp.length > 0 ? `; its steps are ${ramp.map((step) => figure(step)).join(", ")} %` : null}
        </Fact>
        <Fact name="Looks">{figure(rollout.looks)}</Fact>
        <Fact name="Served to it">{served}</Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface Others {
  readonly model: string;
  readonly rollout: string;
  readonly chosen: string;
}

function OtherRollouts({ model, rollout, chosen }: Others) {
  const others = useResource(answers.rollouts(model)).body?.rollouts.filter(
    (one: Rollout) => one.rollout !== rollout,
  );
  if (!others || others.length === 0) return null;
  return (
    <label class="small">
      Compare with{" "}
      <select value={chosen} onChange={(event) => setQuery({ with: event.currentTarget.value })}>
        <option value="">none</option>
        {others.map((one: Rollout) => (
          <option key={one.rollout} value={one.rollout}>
            {one.rollout}, {resultWords[one.result].toLowerCase()}
          </option>
        ))}
      </select>
    </label>
  );
}
