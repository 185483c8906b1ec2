import { useMemo, useState } from "preact/hooks";
import type { Entry } from "../api/api-types.ts";
import { EmptyState, FailureNotice, Loading } from "../parts/notice.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { Sign } from "../parts/status.tsx";
import { Time } from "../parts/time.tsx";
import type { Ledger } from "../store/ledger.ts";
import { counted } from "../words/numbers.ts";
import { kindTone } from "../words/tone.ts";
import { EntryDetails } from "./entry-details.tsx";
import { type EntryFilter, kindCounts, shownEntries } from "./entry-filter.ts";

interface Timeline {
  readonly ledger: Ledger;
  /** The ledger's last sequence. */
  readonly sequence: number;
  readonly filter: EntryFilter;
  readonly onFilter: (filter: EntryFilter) => void;
}

/** The ledger, the newest entry first: one line each, details when a line is opened. */
export function Timeline({ ledger, sequence, filter, onFilter }: Timeline) {
  const { entries, complete, asking, failure } = ledger.part.value;
  const shown = useMemo(() => shownEntries(entries, filter), [entries, filter]);
  const kinds = useMemo(() => kindCounts(entries), [entries]);
  return (
    <section class="section" aria-label="Ledger">
      <div class="bar">
        <h2>Ledger</h2>
        <FilterBar filter={filter} onFilter={onFilter} kinds={kinds} />
        <span class="quiet small">
          {counted(shown.length, "entry", "entries")} of{" "}
          {complete ? sequence : `the newest ${entries.length} of ${sequence}`}
        </span>
      </div>
      {entries.length === 0 && asking ? <Loading what="the ledger" /> : null}
      {entries.length === 0 && complete ? (
        <EmptyState title="Nothing is in the ledger yet">
          The first entry comes with the first event of its endpoint, its registry or its monitor.
        </EmptyState>
      ) : null}
      {entries.length > 0 && shown.length === 0 ? (
        <EmptyState title={filter === "decisions" ? "Nothing was decided yet" : "No entry fits"}>
          <button type="button" class="button" onClick={() => onFilter("all")}>
            Show everything
          </button>
        </EmptyState>
      ) : null}
      <ol class="timeline">
        {shown.map((entry) => (
          <Line key={entry.sequence} entry={entry} />
        ))}
      </ol>
      {failure && entries.length === 0 ? <FailureNotice failure={failure} /> : null}
      {complete || entries.length === 0 ? null : (
        <button type="button" class="button" disabled={asking} onClick={() => void ledger.older()}>
          {asking ? "Reading…" : "Older entries"}
        </button>
      )}
    </section>
  );
}

function Line({ entry }: { readonly entry: Entry }) {
  const [open, setOpen] = useState(false);
  return (
    <li class={open ? "timeline-item open" : "timeline-item"}>
      <button type="button" class="timeline-line" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Sign tone={kindTone(entry.kind)} />
        <Time at={entry.at} />
        <span class={`timeline-kind tone-${kindTone(entry.kind)}`}>{entry.kind}</span>
        <span class="clip">
          <Sentence text={entry.because} />
        </span>
        <span class="quiet timeline-sequence">#{entry.sequence}</span>
      </button>
      {open ? <EntryDetails entry={entry} /> : null}
    </li>
  );
}

const filters = [
  ["decisions", "Decisions"],
  ["failed", "Only what failed"],
  ["all", "Everything"],
] as const;

interface FilterBar {
  readonly filter: EntryFilter;
  readonly onFilter: (filter: EntryFilter) => void;
  readonly kinds: readonly (readonly [Entry["kind"], number])[];
}

function FilterBar({ filter, onFilter, kinds }: FilterBar) {
  const named = filters.some(([name]) => name === filter);
  return (
    <div class="chips">
      {filters.map(([name, label]) => (
        <button
          type="button"
          key={name}
          class="chip"
          aria-pressed={filter === name}
          onClick={() => onFilter(name)}
        >
          {label}
        </button>
      ))}
      <select
        aria-label="Entries of one kind"
        value={named ? "" : filter}
        onChange={(event) => {
          const kind = kinds.find(([name]) => name === event.currentTarget.value)?.[0];
          onFilter(kind ?? "decisions");
        }}
      >
        <option value="">By kind</option>
        {kinds.map(([kind, count]) => (
          <option key={kind} value={kind}>
            {kind} ({count})
          </option>
        ))}
      </select>
    </div>
  );
}
