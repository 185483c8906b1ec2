import { useEffect, useRef } from "preact/hooks";
import { isLocal } from "../local/samples.ts";
import { place } from "../routing/place.ts";
import { addressOf, type RouteName } from "../routing/routes.ts";
import { fleetPages, views } from "../routing/views.ts";
import { ConnectionSign } from "./connection-line.tsx";
import { nextTheme, theme } from "./theme.ts";

const themeWords = { system: "Theme: as the system", light: "Theme: light", dark: "Theme: dark" } as const;
const ofModel: readonly (RouteName | null)[] = ["model", "entry", "drift", "rollouts", "rollout"];

/** The head of every page: what the console has, whether it is live, and its colours. */
export function Head() {
  const { route } = place.value;
  const pages = fleetPages.filter(
    (page) => views[page.route] !== undefined && (page.route !== "local" || isLocal.value === true),
  );
  const shown = useRef<HTMLElement>(null);
  // On a phone there are more pages than room.
  useEffect(() => {
    shown.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [route]);
  return (
    <header class="head">
      <a class="brand" href={addressOf("fleet", {})}>
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <circle cx="16" cy="16" r="11" />
          <path d="M16 5v22M5 16h22" />
        </svg>
        Driftwheel
      </a>
      <nav aria-label="Pages" class="head-pages" ref={shown}>
        {pages.map(({ route: name, label }) => (
          <a
            key={name}
            // No page of the whole fleet has parameters.
            href={addressOf(name, {} as never)}
            aria-current={
              name === route || (name === "fleet" && ofModel.includes(route)) ? "page" : undefined
            }
          >
            {label}
          </a>
        ))}
      </nav>
      <ConnectionSign />
      <button
        type="button"
        class="button button-quiet"
        title={themeWords[theme.value]}
        aria-label={themeWords[theme.value]}
        onClick={() => {
          theme.value = nextTheme(theme.value);
        }}
      >
        <ThemeSign />
      </button>
    </header>
  );
}

function ThemeSign() {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      {theme.value === "dark" ? (
        <path d="M13 9.5A5.5 5.5 0 1 1 6.5 3a4.5 4.5 0 0 0 6.5 6.5z" />
      ) : theme.value === "light" ? (
        <path d="M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1" />
      ) : (
        <path d="M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12" />
      )}
    </svg>
  );
}
