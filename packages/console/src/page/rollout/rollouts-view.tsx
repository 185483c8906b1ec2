import type { Rollout } from "../api/api-types.ts";
import { durationWords } from "../chart/axis-words.ts";
import { ModelHead } from "../model/model-head.tsx";
import { Known } from "../parts/known.tsx";
import { EmptyState } from "../parts/notice.tsx";
import { Badge } from "../parts/status.tsx";
import { type Column, sortingOf, sortingText } from "../parts/table/column.ts";
import { DataTable } from "../parts/table/data-table.tsx";
import { Since } from "../parts/time.tsx";
import { place, setQuery } from "../routing/place.ts";
import { addressOf } from "../routing/routes.ts";
import { answers } from "../store/answers.ts";
import { useResource } from "../store/use-resource.ts";
import { figure } from "../words/numbers.ts";
import { resultTones, resultWords, versionName } from "./rollout-words.ts";

interface RolloutsPage {
  readonly parameters: { readonly model: string };
}

const newestFirst = { column: "started", descending: true };
const nameOf = ({ rollout }: Rollout) => rollout;

/** All rollouts of a model. */
export function RolloutsView({ parameters: { model } }: RolloutsPage) {
  const resource = answers.rollouts(model);
  const snapshot = useResource(resource);
  const state = useResource(answers.model(model)).body;
  return (
    <main class="page">
      <ModelHead model={model} status={state?.status ?? null} />
      <Known what="the rollouts" resource={resource} snapshot={snapshot}>
        {({ rollouts }) =>
          rollouts.length === 0 ? (
            <EmptyState title="There was no rollout yet">
              One starts when a version passes its gate and is approved.
            </EmptyState>
          ) : (
            <DataTable
              label={`Rollouts of ${model}`}
              rows={rollouts}
              columns={columns}
              rowId={nameOf}
              address={({ rollout }) => addressOf("rollout", { model, rollout })}
              sorting={sortingOf(place.value.query.sort, newestFirst)}
              onSort={(sorting) => setQuery({ sort: sortingText(sorting) })}
            />
          )
        }
      </Known>
    </main>
  );
}

const columns: readonly Column<Rollout>[] = [
  {
    id: "rollout",
    label: "Rollout",
    width: "minmax(9rem, 1.4fr)",
    narrow: "minmax(0, 1fr)",
    value: nameOf,
    cell: ({ rollout, challenger, champion }) => (
      <span class="two-lines">
        <span class="strong">{rollout}</span>
        <span class="quiet small">
          {versionName(challenger.version)} against {versionName(champion.version) || "the champion"}
        </span>
      </span>
    ),
  },
  {
    id: "result",
    label: "Result",
    width: "9rem",
    narrow: "8rem",
    value: ({ result }) => result,
    cell: ({ result }) => <Badge tone={resultTones[result]}>{resultWords[result]}</Badge>,
  },
  {
    id: "reason",
    label: "Why",
    width: "minmax(8rem, 2fr)",
    value: ({ reason }) => reason,
    cell: ({ reason }) => <span class="clip">{reason ?? "It goes on"}</span>,
  },
  {
    id: "proof",
    label: "Proof",
    width: "6rem",
    align: "end",
    first: "descending",
    value: ({ evidence, line }) => (evidence && line ? evidence.better / line.better : null),
    cell: ({ evidence, line }) =>
      evidence && line ? figure(Math.max(0, evidence.better / line.better), "share") : "–",
  },
  {
    id: "weight",
    label: "Traffic",
    width: "6rem",
    align: "end",
    value: ({ weight }) => weight,
    cell: ({ weight }) => figure(weight, "percent"),
  },
  {
    id: "looks",
    label: "Looks",
    width: "5rem",
    align: "end",
    value: ({ looks }) => looks,
    cell: ({ looks }) => figure(looks),
  },
  {
    id: "took",
    label: "Took",
    width: "6rem",
    align: "end",
    value: tookOf,
    cell: (rollout) => {
      const took = tookOf(rollout);
      return took === null ? "runs" : durationWords(took);
    },
  },
  {
    id: "started",
    label: "Started",
    width: "7rem",
    align: "end",
    first: "descending",
    value: ({ startedAt }) => startedAt,
    cell: ({ startedAt }) => <Since at={startedAt} />,
  },
];

function tookOf({ startedAt, endedAt }: Rollout): number | null {
  return endedAt === null ? null : Date.parse(endedAt) - Date.parse(startedAt);
}
