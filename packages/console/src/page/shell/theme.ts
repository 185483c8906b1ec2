import { effect, signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark";

const kept = "driftwheel-theme";

/** As the browser's system has it, unless somebody chose. */
export const theme = signal<Theme>(read());

effect(() => {
  document.documentElement.dataset.theme = theme.value;
  try {
    localStorage.setItem(kept, theme.value);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
});

function read(): Theme {
  try {
    const found = localStorage.getItem(kept);
    return found === "light" || found === "dark" ? found : "system";
  } catch {
    return "system";
  }
}

/** The next of the three. */
export function nextTheme(current: Theme): Theme {
  return current === "system" ? "light" : current === "light" ? "dark" : "system";
}
