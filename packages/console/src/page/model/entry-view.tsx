import { Known } from "../parts/known.tsx";
import { answers } from "../store/answers.ts";
import { useResource } from "../store/use-resource.ts";
import { EntryDetails } from "./entry-details.tsx";
import { ModelHead } from "./model-head.tsx";

interface EntryPage {
  readonly parameters: { readonly model: string; readonly sequence: string };
}

/** One entry of a ledger, at an address of its own. */
export function EntryView({ parameters: { model, sequence } }: EntryPage) {
  const resource = answers.explanation(model, Number(sequence));
  const snapshot = useResource(resource);
  return (
    <main class="page">
      <ModelHead model={model} status={null} />
      <Known what={`entry ${sequence}`} resource={resource} snapshot={snapshot}>
        {({ entry }) => (
          <section class="card" aria-label={`Entry ${sequence}`}>
            <h2>
              {entry.kind} <span class="quiet">#{entry.sequence}</span>
            </h2>
            <EntryDetails entry={entry} />
          </section>
        )}
      </Known>
    </main>
  );
}
