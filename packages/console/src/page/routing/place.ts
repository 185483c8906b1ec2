import { signal } from "@preact/signals";
import { type Place, placeAt } from "./routes.ts";

/** Where the page is. */
export const place = signal<Place>(placeAt(location.hash));

window.addEventListener("hashchange", () => {
  place.value = placeAt(location.hash);
});

/** Says in the address how this page is set, without a step of its own in the browser's history. */
export function setQuery(query: Readonly<Record<string, string>>): void {
  const [path = "#/"] = (location.hash === "" ? "#/" : location.hash).split("?");
  const told = Object.entries({ ...place.value.query, ...query }).filter(([, value]) => value !== "");
  const search = new URLSearchParams(told).toString();
  history.replaceState(null, "", `${path}${search === "" ? "" : `?${search}`}`);
  place.value = placeAt(location.hash);
}
