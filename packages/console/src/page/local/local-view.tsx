import type { ModelSummary } from "../api/api-types.ts";
import { Known } from "../parts/known.tsx";
import { EmptyState, Loading } from "../parts/notice.tsx";
import { place, setQuery } from "../routing/place.ts";
import { answers } from "../store/answers.ts";
import { useResource } from "../store/use-resource.ts";
import { Replay } from "./replay.tsx";
import { RunExample } from "./run-example.tsx";
import { isLocal } from "./samples.ts";
import { SendEvent } from "./send-event.tsx";

/** What can be tried on this machine alone: an event, and a ledger step by step. */
export function LocalView() {
  const resource = answers.fleet();
  const snapshot = useResource(resource);
  if (isLocal.value === null) {
    return (
      <main class="page">
        <Loading what="what this server can do" />
      </main>
    );
  }
  if (!isLocal.value) {
    return (
      <main class="page">
        <EmptyState whole title="Nothing can be tried on this server">
          Events come from AWS here. <code>npm run local</code> serves the same on your machine, and{" "}
          <code>npm start</code> runs the example.
        </EmptyState>
      </main>
    );
  }
  return (
    <main class="page">
      <Known what="the fleet" resource={resource} snapshot={snapshot}>
        {({ models }) => <Local models={models} />}
      </Known>
    </main>
  );
}

function Local({ models }: { readonly models: readonly ModelSummary[] }) {
  const chosen = models.find(({ model }) => model === place.value.query.model) ?? models[0];
  return (
    <>
      <div class="bar">
        <h1>Try it here</h1>
        {chosen === undefined ? null : (
          <label class="bar-end inline-field">
            <span>Model</span>
            <select
              value={chosen.model}
              onChange={(event) => setQuery({ model: event.currentTarget.value, at: "" })}
            >
              {models.map(({ model }) => (
                <option key={model}>{model}</option>
              ))}
            </select>
          </label>
        )}
      </div>
      <p class="quiet lead">This server is on your machine: nothing that you do here reaches AWS.</p>
      <RunExample />
      {chosen === undefined ? (
        <EmptyState title="The fleet has no models">
          Name one in <code>driftwheel.config.ts</code>, and start the server again.
        </EmptyState>
      ) : (
        <>
          <SendEvent key={`${chosen.model} event`} model={chosen} />
          <Replay key={`${chosen.model} replay`} model={chosen.model} sequence={chosen.sequence} />
        </>
      )}
    </>
  );
}
