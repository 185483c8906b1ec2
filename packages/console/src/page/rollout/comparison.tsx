import { useMemo } from "preact/hooks";
import type { RolloutProgress } from "../api/api-types.ts";
import { durationWords } from "../chart/axis-words.ts";
import { Chart } from "../chart/chart.tsx";
import { Known } from "../parts/known.tsx";
import { Badge } from "../parts/status.tsx";
import { answers } from "../store/answers.ts";
import { useResource } from "../store/use-resource.ts";
import { figure } from "../words/numbers.ts";
import { type Question, questionsOf } from "./questions.ts";
import { comparisonChart } from "./rollout-charts.ts";
import { resultTones, resultWords, versionName } from "./rollout-words.ts";

interface Compared {
  readonly model: string;
  readonly one: RolloutProgress;
  /** The other's name. */
  readonly other: string;
}

/** Two rollouts side by side. */
export function Comparison({ model, one, other }: Compared) {
  const resource = answers.rolloutProgress(model, other, "drawn");
  const snapshot = useResource(resource);
  return (
    <section class="section" aria-label={`Compared with ${other}`}>
      <h2>Compared with {other}</h2>
      <Known what={other} resource={resource} snapshot={snapshot}>
        {(found) => <Both one={one} other={found} />}
      </Known>
    </section>
  );
}

function Both({ one, other }: { readonly one: RolloutProgress; readonly other: RolloutProgress }) {
  const chart = useMemo(() => comparisonChart(one, other), [one, other]);
  return (
    <div class="charts">
      <div class="card">
        <table class="small-table">
          <caption class="hidden">Two rollouts side by side</caption>
          <thead>
            <tr>
              <th scope="col">Of</th>
              {[one, other].map(({ rollout }) => (
                <th key={rollout.rollout} scope="col">
                  {rollout.rollout}{" "}
                  <Badge tone={resultTones[rollout.result]}>{resultWords[rollout.result]}</Badge>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {comparedRows.map(([name, words]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td data-label={one.rollout.rollout}>{words(one)}</td>
                <td data-label={other.rollout.rollout}>{words(other)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Chart data={chart} />
    </div>
  );
}

const comparedRows: readonly (readonly [string, (of: RolloutProgress) => string])[] = [
  [
    "Versions",
    ({ rollout }) =>
      `${versionName(rollout.challenger.version)} against ${versionName(rollout.champion.version) || "the champion"}`,
  ],
  ["Took", took],
  ["Looks", ({ rollout }) => figure(rollout.looks)],
  ["Outcomes", ({ points }) => figure(sum(points.at(-1)))],
  ["Good outcomes", (of) => differenceWords(of, 0)],
  ["Errors", (of) => differenceWords(of, 1)],
  ["Slow answers", (of) => differenceWords(of, 2)],
  ["Proof", proofWords],
];

function took({ rollout, points }: RolloutProgress): string {
  const until = rollout.endedAt ?? points.at(-1)?.end;
  return until === undefined ? "–" : durationWords(Date.parse(until) - Date.parse(rollout.startedAt));
}

function sum(point: RolloutProgress["points"][number] | undefined): number | null {
  return point ? point.champion.outcomes + point.challenger.outcomes : null;
}

function differenceWords(progress: RolloutProgress, place: 0 | 1 | 2): string {
  const last = progress.points.at(-1);
  const question: Question | undefined = last && questionsOf(progress, last)[place];
  if (!question?.interval) return "–";
  const { difference, low, high } = question.interval;
  const unit = question.differenceUnit;
  return `${figure(difference, unit)} (${figure(low, unit)} to ${figure(high, unit)})`;
}

function proofWords({ points, promoteWhen }: RolloutProgress): string {
  const last = points.at(-1);
  if (!last) return "–";
  const shown = promoteWhen === "better" ? last.evidence.better : last.evidence.notWorse;
  return `${figure(Math.max(0, shown) / last.line.better, "share")} of what proves it`;
}
