import { modelSentence } from "../model/model-sentence.ts";
import { Known } from "../parts/known.tsx";
import { EmptyState } from "../parts/notice.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { Status } from "../parts/status.tsx";
import { Time } from "../parts/time.tsx";
import { place, setQuery } from "../routing/place.ts";
import { addressOf } from "../routing/routes.ts";
import { answers } from "../store/answers.ts";
import { now } from "../store/clock.ts";
import { useResource } from "../store/use-resource.ts";
import { stateChanges } from "./state-changes.ts";

interface ReplayOf {
  readonly model: string;
  /** The ledger's last. */
  readonly sequence: number;
}

/** A ledger from its beginning, entry by entry: what each changed of the model's state, as the API folds it. */
export function Replay({ model, sequence }: ReplayOf) {
  const asked = Number(place.value.query.at ?? 1);
  const at = Math.max(1, Math.min(sequence, Number.isInteger(asked) ? asked : 1));
  const go = (to: number) => setQuery({ at: String(Math.max(1, Math.min(sequence, to))) });
  return (
    <section class="card section" aria-label="Replay">
      <div class="bar">
        <h2>Replay of the ledger</h2>
        {sequence === 0 ? null : (
          <div class="bar-end replay-steps">
            <button type="button" class="button" disabled={at === 1} onClick={() => go(at - 1)}>
              Back
            </button>
            <input
              type="range"
              aria-label={`Entry, of ${sequence}`}
              min={1}
              max={sequence}
              value={at}
              onInput={(event) => go(Number(event.currentTarget.value))}
            />
            <span class="figure">
              {at} of {sequence}
            </span>
            <button type="button" class="button" disabled={at === sequence} onClick={() => go(at + 1)}>
              Next
            </button>
          </div>
        )}
      </div>
      {sequence === 0 ? (
        <EmptyState title="Nothing is in the ledger yet">
          Send an event, and step through what it did.
        </EmptyState>
      ) : (
        <Step key={at} model={model} at={at} />
      )}
    </section>
  );
}

function Step({ model, at }: { readonly model: string; readonly at: number }) {
  const before = useResource(answers.modelAt(model, at - 1)).body;
  const resource = answers.modelAt(model, at);
  const after = useResource(resource);
  const entry = useResource(answers.explanation(model, at)).body?.entry;
  return (
    <>
      {entry === undefined ? null : (
        <p class="because">
          <a href={addressOf("entry", { model, sequence: String(at) })}>{entry.kind}</a>{" "}
          <span class="quiet">
            <Time at={entry.at} />
          </span>
          <br />
          <Sentence text={entry.because} />
        </p>
      )}
      <Known what="the state" resource={resource} snapshot={after}>
        {(state) => {
          const changes = before === null ? [] : stateChanges(before, state);
          return (
            <>
              <p class="replay-state">
                <Status status={state.status} /> <Sentence text={modelSentence(state, now.value)} />
              </p>
              {changes.length === 0 ? (
                <p class="quiet">
                  {before === null ? "" : "It changed nothing of what the API tells of the model."}
                </p>
              ) : (
                <table class="small-table">
                  <caption class="hidden">What it changed</caption>
                  <thead>
                    <tr>
                      <th scope="col">Changed</th>
                      <th scope="col">Before</th>
                      <th scope="col">After</th>
                    </tr>
                  </thead>
                  <tbody>
                    {changes.map(({ path, before: was, after: is }) => (
                      <tr key={path}>
                        <th scope="row">
                          <code>{path}</code>
                        </th>
                        <td data-label="Before">{was ?? <span class="quiet">–</span>}</td>
                        <td data-label="After">{is ?? <span class="quiet">–</span>}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              )}
            </>
          );
        }}
      </Known>
    </>
  );
}
