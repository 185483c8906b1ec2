import { computed, signal } from "@preact/signals";

/** The time by which the page says how long ago things were, in milliseconds since 1970; it goes on once a second. */
export const now = signal(Date.now());

/** The hour that it is in; what changes no sooner than that, as a year does, is not drawn anew each second. */
export const thisHour = computed(() => now.value - (now.value % 3_600_000));

setInterval(() => {
  if (document.visibilityState === "visible") now.value = Date.now();
}, 1_000);
