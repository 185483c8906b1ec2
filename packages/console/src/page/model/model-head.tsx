import type { ComponentChildren } from "preact";
import type { ModelStatus } from "../api/api-types.ts";
import { Status } from "../parts/status.tsx";
import { place } from "../routing/place.ts";
import { addressOf } from "../routing/routes.ts";
import { modelPages, views } from "../routing/views.ts";

interface Head {
  readonly model: string;
  readonly status: ModelStatus | null;
  /** Acts, at the head's end. */
  readonly children?: ComponentChildren;
}

/** The head of every page of one model: where it is, how it stands, and its other pages. */
export function ModelHead({ model, status, children }: Head) {
  const pages = modelPages.filter(({ route }) => views[route] !== undefined);
  return (
    <header class="model-head">
      <nav aria-label="Where this is" class="crumbs small">
        <a href={addressOf("fleet", {})}>Fleet</a>
        <span aria-hidden="true">/</span>
      </nav>
      <div class="bar">
        <h1>{model}</h1>
        {status === null ? null : <Status status={status} />}
        <div class="bar-end">{children}</div>
      </div>
      {pages.length > 1 ? (
        <nav aria-label={`Pages of ${model}`} class="tabs">
          {pages.map(({ route, label }) => (
            <a key={route} href={addressOf(route, { model })} aria-current={currentOf(route)}>
              {label}
            </a>
          ))}
        </nav>
      ) : null}
    </header>
  );
}

/** A rollout's page is one of the rollouts'. */
function currentOf(route: string): "page" | "true" | undefined {
  const { route: here } = place.value;
  if (here === route) return "page";
  return here === "rollout" && route === "rollouts" ? "true" : undefined;
}
