import { useState } from "preact/hooks";
import type { Delivery, DeliveryStatus, Subscription } from "../api/api-types.ts";
import { Known } from "../parts/known.tsx";
import { EmptyState } from "../parts/notice.tsx";
import { Badge } from "../parts/status.tsx";
import { Since, Time } from "../parts/time.tsx";
import { place, setQuery } from "../routing/place.ts";
import { addressOf } from "../routing/routes.ts";
import { answers } from "../store/answers.ts";
import { useResource } from "../store/use-resource.ts";
import { figure } from "../words/numbers.ts";
import { attemptWords, deliveryStatuses, deliveryTones, sentWords } from "./delivery-words.ts";
import { Enable, Redrive } from "./redeliver.tsx";

/** Who is sent entries by webhook, and what became of each. */
export function DeliveriesView() {
  const resource = answers.subscriptions();
  const snapshot = useResource(resource);
  return (
    <main class="page">
      <h1>Deliveries</h1>
      <Known what="the subscriptions" resource={resource} snapshot={snapshot}>
        {({ subscriptions }) => <Subscriptions subscriptions={subscriptions} />}
      </Known>
    </main>
  );
}

function Subscriptions({ subscriptions }: { readonly subscriptions: readonly Subscription[] }) {
  const chosen = subscriptions.find(({ name }) => name === place.value.query.name) ?? subscriptions[0];
  if (!chosen) {
    return (
      <EmptyState title="Nobody is sent entries">
        Name a receiver in the fleet's <code>webhooks</code>; every entry is sent to it, or those of the kinds
        that you name.
      </EmptyState>
    );
  }
  return (
    <div class="aside-columns">
      <nav class="card picks" aria-label="Subscriptions">
        {subscriptions.map(({ name, format, status }) => (
          <a
            key={name}
            href={addressOf("deliveries", {}, { name })}
            aria-current={name === chosen.name ? "page" : undefined}
          >
            <span class="two-lines">
              <span class="strong">{name}</span>
              <span class="quiet small">{format}</span>
            </span>
            <Badge tone={status === "live" ? "good" : "bad"}>{status}</Badge>
          </a>
        ))}
      </nav>
      <Deliveries key={chosen.name} subscription={chosen} />
    </div>
  );
}

const page = 50;
const longest = 200;

function Deliveries({ subscription }: { readonly subscription: Subscription }) {
  const { name, status: state, since, why } = subscription;
  const status = deliveryStatuses.find((one) => one === place.value.query.status) ?? null;
  const [limit, setLimit] = useState(page);
  const resource = answers.deliveries(name, status, limit);
  const snapshot = useResource(resource);
  return (
    <section aria-label={`Deliveries to ${name}`}>
      <div class="bar">
        <h2>{name}</h2>
        <span class="quiet small">{sentWords(subscription)}</span>
        <div class="bar-end">
          <Redrive name={name} deliveries={snapshot.body?.deliveries ?? []} />
          <Enable subscription={subscription} />
        </div>
      </div>
      {state === "disabled" ? (
        <p class="notice notice-bad">
          Disabled{since === null ? "" : " "}
          {since === null ? null : <Since at={since} />}: {why ?? "no reason is known."} Mend the receiver,
          then enable it; what was dropped meanwhile stays so.
        </p>
      ) : null}
      <Statuses chosen={status} />
      <Known what="the deliveries" resource={resource} snapshot={snapshot}>
        {({ deliveries, next }) => (
          <>
            {deliveries.length === 0 ? (
              <EmptyState title={status === null ? "Nothing was sent yet" : `No delivery is ${status}`}>
                {status === null ? "The next entry that it asks for is sent at once." : null}
              </EmptyState>
            ) : (
              <ul class="rows">
                {deliveries.map((delivery) => (
                  <DeliveryRow key={delivery.id} delivery={delivery} />
                ))}
              </ul>
            )}
            {next !== null && limit < longest ? (
              <button type="button" class="button" onClick={() => setLimit(longest)}>
                Show {longest}
              </button>
            ) : null}
          </>
        )}
      </Known>
    </section>
  );
}

function Statuses({ chosen }: { readonly chosen: DeliveryStatus | null }) {
  return (
    <fieldset class="chips">
      <legend class="hidden">Deliveries by what became of them</legend>
      <button
        type="button"
        class="chip"
        aria-pressed={chosen === null}
        onClick={() => setQuery({ status: "" })}
      >
        All
      </button>
      {deliveryStatuses.map((status) => (
        <button
          type="button"
          key={status}
          class="chip"
          aria-pressed={chosen === status}
          onClick={() => setQuery({ status })}
        >
          {status}
        </button>
      ))}
    </fieldset>
  );
}

function DeliveryRow({ delivery }: { readonly delivery: Delivery }) {
  const { id, kind, model, sequence, status, createdAt, attempts, execution } = delivery;
  const last = attempts.at(-1);
  return (
    <li class="row">
      <Badge tone={deliveryTones[status]}>{status}</Badge>
      <div class="row-main">
        <span>
          <a href={addressOf("entry", { model, sequence: String(sequence) })}>{kind}</a>{" "}
          <span class="quiet">
            {model} #{sequence}
          </span>
        </span>
        {last?.error ? <span class="quiet small">{last.error}</span> : null}
        {attempts.length === 0 ? null : (
          <details class="small">
            <summary>
              {attempts.length} {attempts.length === 1 ? "attempt" : "attempts"}
              {execution > 1 ? `, redriven ${execution - 1}×` : ""}
            </summary>
            <ol class="attempts">
              {attempts.map(({ at, took, status: answered, error, next }) => (
                <li key={at}>
                  <Time at={at} />: {attemptWords(answered, error)} after {figure(took, "milliseconds")}
                  {next === null ? null : (
                    <>
                      ; next <Since at={next} />
                    </>
                  )}
                </li>
              ))}
            </ol>
            <p class="quiet">
              <code>{id}</code>
            </p>
          </details>
        )}
      </div>
      <span class="quiet small">
        <Since at={createdAt} />
      </span>
    </li>
  );
}
