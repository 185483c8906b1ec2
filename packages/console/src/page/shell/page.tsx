import type { ComponentType } from "preact";
import { useEffect, useErrorBoundary, useState } from "preact/hooks";
import { EmptyState, Loading } from "../parts/notice.tsx";
import { place } from "../routing/place.ts";
import { addressOf, type RouteName } from "../routing/routes.ts";
import { views } from "../routing/views.ts";
import { whenIdle } from "./when-idle.ts";

type AnyView = ComponentType<{ readonly parameters: Readonly<Record<string, string>> }>;

/** The way to another page takes no longer than its answers then. What does not come now is that page's to tell. */
function fetchViews(): void {
  for (const load of Object.values(views)) load().catch(() => {});
}

/** The view of the page that the address names. */
export function Page() {
  const { route, parameters } = place.value;
  const load = route === null ? undefined : views[route];
  const [loaded, setLoaded] = useState<{ readonly route: RouteName; readonly view: AnyView } | null>(null);
  const [broke, setBroke] = useState(false);
  const [error, reset] = useErrorBoundary((thrown: unknown) => console.error(thrown));

  useEffect(() => {
    if (route === null || load === undefined) return;
    let current = true;
    load().then(
      (view) => {
        // The route's own pattern has given the parameters that its view names.
        if (current) setLoaded({ route, view: view as AnyView });
        whenIdle(fetchViews);
      },
      () => setBroke(true),
    );
    return () => {
      current = false;
    };
  }, [route, load]);
  useEffect(() => {
    document.title = [parameters.model, "Driftwheel"].filter(Boolean).join(" · ");
  }, [parameters.model]);

  if (error !== undefined || broke) {
    return (
      <main class="page">
        <EmptyState whole title="This page has a fault and cannot be shown">
          <p>{error instanceof Error ? error.message : "A part of the console could not be loaded."}</p>
          <button
            type="button"
            class="button"
            onClick={() => {
              setBroke(false);
              reset();
              location.reload();
            }}
          >
            Load it again
          </button>
        </EmptyState>
      </main>
    );
  }
  if (load === undefined) {
    return (
      <main class="page">
        <EmptyState whole title="There is no such page">
          <a href={addressOf("fleet", {})}>To the fleet</a>
        </EmptyState>
      </main>
    );
  }
  if (loaded === null || loaded.route !== route) {
    return (
      <main class="page">
        <Loading what="the page" />
      </main>
    );
  }
  const View = loaded.view;
  return <View parameters={parameters} />;
}
