import { ActMenu } from "../act/act-menu.tsx";
import { Decide } from "../act/decide.tsx";
import type { ModelState } from "../api/api-types.ts";
import { Known } from "../parts/known.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { place, setQuery } from "../routing/place.ts";
import { answers } from "../store/answers.ts";
import { now } from "../store/clock.ts";
import { useLedger } from "../store/ledger.ts";
import { useResource } from "../store/use-resource.ts";
import { Alerts } from "./alerts.tsx";
import type { EntryFilter } from "./entry-filter.ts";
import { ModelHead } from "./model-head.tsx";
import { modelSentence } from "./model-sentence.ts";
import { NextList } from "./next-list.tsx";
import { nextSteps } from "./next-steps.ts";
import { Timeline } from "./timeline.tsx";
import { Versions } from "./versions.tsx";

interface ModelPage {
  readonly parameters: { readonly model: string };
}

/** One model: how it stands, what happens next, what serves and what is tried, and why all of it. */
export function ModelView({ parameters: { model } }: ModelPage) {
  const resource = answers.model(model);
  const snapshot = useResource(resource);
  return (
    <main class="page">
      <Known what={model} resource={resource} snapshot={snapshot}>
        {(state) => <Model key={model} state={state} />}
      </Known>
    </main>
  );
}

function Model({ state }: { readonly state: ModelState }) {
  const { model, sequence, status, links } = state;
  const ledger = useLedger(model, sequence);
  // The kinds that the ledger has are offered; any other text shows nothing, and says so.
  const filter = (place.value.query.entries ?? "decisions") as EntryFilter;
  return (
    <>
      <ModelHead model={model} status={status}>
        <Decide state={state} ledger={ledger} />
        <ActMenu state={state} ledger={ledger} />
      </ModelHead>
      <p class="sentence" aria-live="polite">
        <Sentence text={modelSentence(state, now.value)} />
      </p>
      <div class="columns">
        <div>
          <Versions model={state} />
        </div>
        <div>
          <NextList steps={nextSteps(state)} />
          <Alerts state={state} />
          {links.length > 0 ? (
            <section class="card" aria-label="Elsewhere">
              <h2>Elsewhere</h2>
              {links.map(({ label, url }) => (
                <a key={url} class="outside" href={url} rel="noreferrer" target="_blank">
                  {label}
                </a>
              ))}
            </section>
          ) : null}
        </div>
      </div>
      <Timeline
        ledger={ledger}
        sequence={sequence}
        filter={filter}
        onFilter={(chosen) => setQuery({ entries: chosen === "decisions" ? "" : chosen })}
      />
    </>
  );
}
