import { signal } from "@preact/signals";

/** The time by which the page says how long ago things were, in milliseconds since 1970; it goes on once a second. */
export const now = signal(Date.now());

setInterval(() => {
  if (document.visibilityState === "visible") now.value = Date.now();
}, 1_000);
