import type { ModelSummary } from "../api/api-types.ts";
import { Status } from "../parts/status.tsx";
import type { Column } from "../parts/table/column.ts";
import { Since } from "../parts/time.tsx";
import { figure } from "../words/numbers.ts";
import { neededOf, urgencyOf } from "./urgency.ts";

export const fleetColumns: readonly Column<ModelSummary>[] = [
  {
    id: "model",
    label: "Model",
    width: "minmax(9rem, 1.4fr)",
    narrow: "minmax(0, 1fr)",
    value: ({ model }) => model,
    cell: ({ model, endpoint }) => (
      <span class="two-lines">
        <span class="strong">{model}</span>
        <span class="quiet small" title={`Endpoint ${endpoint}`}>
          {endpoint}
        </span>
      </span>
    ),
  },
  {
    id: "status",
    label: "State",
    width: "10rem",
    narrow: "9.5rem",
    value: urgencyOf,
    first: "descending",
    cell: ({ status }) => <Status status={status} />,
  },
  {
    id: "needed",
    label: "Needs a person",
    width: "minmax(12rem, 2fr)",
    value: neededOf,
    cell: (summary) => <span class="clip">{neededOf(summary) ?? <span class="quiet">–</span>}</span>,
  },
  {
    id: "champion",
    label: "Champion",
    width: "6.5rem",
    align: "end",
    value: ({ championVersion }) => championVersion,
    cell: ({ championVersion }) => (championVersion === null ? "–" : `v${championVersion}`),
  },
  {
    id: "alerts",
    label: "Alerts",
    width: "5rem",
    align: "end",
    first: "descending",
    value: ({ openAlerts }) => openAlerts,
    cell: ({ openAlerts }) => (openAlerts === 0 ? <span class="quiet">0</span> : openAlerts),
  },
  {
    id: "window",
    label: "Last window",
    width: "8.5rem",
    align: "end",
    first: "descending",
    value: lastWindowOf,
    cell: (summary) => {
      const end = lastWindowOf(summary);
      return end === null ? <span class="quiet">none yet</span> : <Since at={end} />;
    },
  },
  {
    id: "rows",
    label: "Rows in it",
    width: "6.5rem",
    align: "end",
    first: "descending",
    value: rowsOf,
    cell: (summary) => figure(rowsOf(summary)),
  },
];

function lastWindowOf({ monitoring }: ModelSummary): string | null {
  const ends = monitoring.flatMap(({ lastWindow }) => (lastWindow ? [lastWindow.end] : []));
  return ends.toSorted().at(-1) ?? null;
}

function rowsOf({ monitoring }: ModelSummary): number | null {
  const judged = monitoring.flatMap(({ lastJudged }) => (lastJudged ? [lastJudged] : []));
  return judged.toSorted((one, other) => one.end.localeCompare(other.end)).at(-1)?.rows ?? null;
}
