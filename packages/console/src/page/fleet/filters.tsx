import { Sign } from "../parts/status.tsx";
import { figure } from "../words/numbers.ts";
import { statusTones, statusWords, type Tone } from "../words/tone.ts";
import { type Filter, statusOrder } from "./urgency.ts";

interface Filters {
  readonly counts: ReadonlyMap<Filter, number>;
  readonly chosen: Filter;
  readonly onChoose: (filter: Filter) => void;
}

/** How many models stand how; each is a filter. States that no model has are left out. */
export function Filters({ counts, chosen, onChoose }: Filters) {
  const states = statusOrder.filter((status) => (counts.get(status) ?? 0) > 0 || chosen === status);
  const shown: readonly Filter[] = ["all", "needs-person", ...states];
  return (
    <fieldset class="chips">
      <legend class="hidden">Models by state</legend>
      {shown.map((filter) => (
        <button
          type="button"
          key={filter}
          class="chip"
          aria-pressed={filter === chosen}
          onClick={() => onChoose(filter)}
        >
          <FilterSign filter={filter} />
          {labelOf(filter)} <span class="chip-count">{figure(counts.get(filter) ?? 0)}</span>
        </button>
      ))}
    </fieldset>
  );
}

function FilterSign({ filter }: { readonly filter: Filter }) {
  if (filter === "all") return null;
  const tone: Tone = filter === "needs-person" ? "attention" : statusTones[filter];
  return <Sign tone={tone} />;
}

function labelOf(filter: Filter): string {
  if (filter === "all") return "All";
  return filter === "needs-person" ? "Needs a person" : statusWords[filter];
}
