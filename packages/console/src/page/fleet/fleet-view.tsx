import { useEffect, useMemo, useRef } from "preact/hooks";
import type { ModelSummary } from "../api/api-types.ts";
import { Known } from "../parts/known.tsx";
import { EmptyState } from "../parts/notice.tsx";
import { sortingOf, sortingText } from "../parts/table/column.ts";
import { DataTable } from "../parts/table/data-table.tsx";
import { place, setQuery } from "../routing/place.ts";
import { addressOf } from "../routing/routes.ts";
import { whenIdle } from "../shell/when-idle.ts";
import { answers } from "../store/answers.ts";
import { useResource } from "../store/use-resource.ts";
import { figure } from "../words/numbers.ts";
import { fleetColumns } from "./columns.tsx";
import { Filters } from "./filters.tsx";
import { countsOf, type Filter, filtered, searchedText, statusOrder } from "./urgency.ts";

const mostUrgentFirst = { column: "status", descending: true };
const nameOf = ({ model }: ModelSummary) => model;
const addressOfModel = ({ model }: ModelSummary) => addressOf("model", { model });

/** The fleet: who needs a person first, and every model in a line. */
export function FleetView() {
  const resource = answers.fleet();
  const snapshot = useResource(resource);
  return (
    <main class="page">
      <Known what="the fleet" resource={resource} snapshot={snapshot}>
        {({ models }) => <Fleet models={models} />}
      </Known>
    </main>
  );
}

function Fleet({ models }: { readonly models: readonly ModelSummary[] }) {
  const { query } = place.value;
  const filter = filterOf(query.state);
  const search = query.search ?? "";
  const sorting = sortingOf(query.sort, mostUrgentFirst);
  const counts = useMemo(() => countsOf(models), [models]);
  const choose = useMemo(
    () => (all: readonly ModelSummary[]) => filtered(all, filter, search),
    [filter, search],
  );
  useEffect(() => {
    whenIdle(() => models.forEach(searchedText));
  }, [models]);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focusSearch = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener("keydown", focusSearch);
    return () => document.removeEventListener("keydown", focusSearch);
  }, []);
  if (models.length === 0) {
    return (
      <EmptyState title="The fleet has no models">
        Name one in <code>driftwheel.config.ts</code>; it is here with the next deployment.
      </EmptyState>
    );
  }
  return (
    <>
      <div class="bar">
        <h1>Fleet</h1>
        <input
          ref={field}
          class="search"
          type="search"
          placeholder="Search models  ( / )"
          aria-label="Search models by name, endpoint or package group"
          value={search}
          onInput={(event) => setQuery({ search: event.currentTarget.value })}
        />
      </div>
      <Filters
        counts={counts}
        chosen={filter}
        onChoose={(chosen) => setQuery({ state: chosen === "all" ? "" : chosen })}
      />
      <DataTable
        label="Models of the fleet"
        rows={models}
        choose={choose}
        none={
          <EmptyState title="No model fits">
            <button type="button" class="button" onClick={() => setQuery({ state: "", search: "" })}>
              Show all {figure(models.length)}
            </button>
          </EmptyState>
        }
        columns={fleetColumns}
        rowId={nameOf}
        address={addressOfModel}
        sorting={sorting}
        onSort={(chosen) => setQuery({ sort: sortingText(chosen) })}
      />
    </>
  );
}

function filterOf(text: string | undefined): Filter {
  const filters: readonly Filter[] = ["needs-person", ...statusOrder];
  return filters.find((filter) => filter === text) ?? "all";
}
