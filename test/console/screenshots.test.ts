import { statSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../runner/temporary-folder.ts";
import { findChromium, openChromium, openPage } from "./chromium.ts";
import { type Harbour, startHarbour } from "./harbour.ts";

const chromium = findChromium();

/** Each view, and what is on it once it is whole. */
const views = [
  ["fleet", "#/", /harbour/],
  ["model", "#/models/harbour", /Version 1 goes on trial/],
  ["entry", "#/models/harbour/entries/4", /Causes and effects/],
  ["drift", "#/models/harbour/drift", /harbour/],
  ["rollouts", "#/models/harbour/rollouts", /harbour/],
  ["deliveries", "#/deliveries", /rollout-started/],
  ["alerts", "#/alerts", /harbour/],
  ["costs", "#/costs", /of \$40\.00/],
  ["idle", "#/idle", /Nobody looks/],
  ["settings", "#/settings", /sensitivity\.falseAlarmsPerYear/],
  ["local", "#/local?at=5", /Replay of the ledger/],
] as const;

/** `npm run console:screenshots` keeps them with the documentation; else they are gone with the test. */
const folder = process.env.CONSOLE_SCREENSHOTS ?? null;

describe.skipIf(chromium === null)("screenshots of every view", () => {
  let harbour: Harbour;
  let browser: Browser;

  beforeAll(async () => {
    harbour = await startHarbour({ endpoint: true });
    await harbour.register();
    await approve(harbour);
    browser = await openChromium(chromium ?? "");
  });
  afterAll(async () => {
    await browser?.close();
    await harbour?.close();
  });

  it.each([
    ["light", "light", 1_280],
    ["dark", "dark", 1_280],
    ["phone", "light", 390],
  ] as const)("%s", async (name, colorScheme, width) => {
    const into = folder ?? temporaryFolder();
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 620 } });
    const { page, faults } = await openPage(context);
    for (const [view, hash, there] of views) {
      await page.goto(`${harbour.local.apiUrl}/${hash}`);
      await page
        .locator("main")
        .getByText(there)
        .filter({ visible: true })
        .first()
        .waitFor({ timeout: 15_000 });
      await page.getByText(/^Reading /).waitFor({ state: "detached" });
      const path = join(into, name, `${view}.png`);
      await page.screenshot({ path });
      expect(statSync(path).size).toBeGreaterThan(5_000);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    }
    expect(faults).toEqual([]);
    await context.close();
  });
});

/** The candidate, so that there is a trial to look at; and a page about a pause that is over again. */
async function approve(harbour: Harbour): Promise<void> {
  await expect.poll(async () => (await harbour.state()).approvals).toHaveLength(1);
  await harbour.give("approve", { version: 1, reason: "Fewer late ships." });
  await expect.poll(async () => (await harbour.state()).rollout).not.toBeNull();
  await harbour.give("pause");
}
