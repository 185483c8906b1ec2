import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { leftToCi } from "../runner/skipped.ts";

const places = [
  process.env.CHROMIUM ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** Where Chromium is on this machine; null, with a line that says so, where it is not. */
export function findChromium(): string | null {
  const found = places.find((place) => place !== "" && existsSync(place)) ?? null;
  if (found === null) console.warn("Skipped: Chromium is not installed here.");
  return found;
}

/** Chromium for tests, which are skipped where this is null: where there is none, and but in CI. A line says so. */
export function chromiumInCi(): string | null {
  return leftToCi("what needs Chromium is left to CI.") ? null : findChromium();
}

export async function openChromium(executablePath: string): Promise<Browser> {
  // Its sandbox cannot be made by root, as which containers run tests; it opens pages of this machine alone.
  return await chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

interface WatchedPage {
  readonly page: Page;
  /** What went wrong in the page so far: errors of its scripts, and what its policy has stopped. */
  readonly faults: readonly string[];
}

export async function openPage(context: BrowserContext): Promise<WatchedPage> {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    // The browser's own line about an answer that a test asked for.
    if (!message.text().startsWith("Failed to load resource")) faults.push(message.text());
  });
  return { page, faults };
}
