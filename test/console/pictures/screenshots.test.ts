import { statSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { longestWait } from "../../runner/longest-wait.ts";
import { temporaryFolder } from "../../runner/temporary-folder.ts";
import { chromiumInCi, openChromium, openPage } from "../chromium.ts";
import { type Harbour, startHarbour } from "../harbour.ts";
import { startTide, type Tide } from "../tide.ts";
import { shownFleet } from "./shown-fleet.ts";

const chromium = chromiumInCi();

/** Each view, and what is on it once it is whole: of the small AWS, or of a fleet with months behind it. */
const views = [
  ["fleet", "shown", "#/", /lagoon/],
  ["model", "harbour", "#/models/harbour", /Version 1 goes on trial/],
  ["entry", "harbour", "#/models/harbour/entries/4", /Causes and effects/],
  ["drift", "shown", "#/models/tide/drift", /and above/],
  ["rollouts", "shown", "#/models/tide/rollouts", /tide-v3-2/],
  ["rollout", "shown", "#/models/tide/rollouts/tide-v3-2", /Traffic to the challenger/],
  ["deliveries", "harbour", "#/deliveries", /rollout-started/],
  ["alerts", "harbour", "#/alerts", /harbour/],
  ["costs", "shown", "#/costs", /of \$40\.00/],
  ["idle", "shown", "#/idle", /tide-experiment/],
  ["settings", "harbour", "#/settings", /sensitivity\.falseAlarmsPerYear/],
  ["local", "harbour", "#/local?at=5", /Replay of the ledger/],
] as const;

/** `npm run console:screenshots` keeps them with the documentation; else they are gone with the test. */
const folder = process.env.CONSOLE_SCREENSHOTS ?? null;

describe.skipIf(chromium === null)("screenshots of every view", () => {
  let harbour: Harbour;
  let shown: Tide;
  let browser: Browser;

  beforeAll(async () => {
    shown = await startTide("approver", shownFleet(Date.now()));
    harbour = await startHarbour({ endpoint: true });
    await harbour.register();
    await approve(harbour);
    browser = await openChromium(chromium ?? "");
  });
  afterAll(async () => {
    await browser?.close();
    await harbour?.close();
    await shown?.close();
  });

  it.each([
    ["light", "light", 1_280],
    ["dark", "dark", 1_280],
    ["narrow", "light", 1_120],
    ["phone", "light", 390],
  ] as const)("%s", async (name, colorScheme, width) => {
    // Between a phone and a usual screen it is enough that nothing is too wide.
    const into = name === "narrow" ? temporaryFolder() : (folder ?? temporaryFolder());
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 620 } });
    const { page, faults } = await openPage(context);
    for (const [view, served, hash, there] of views) {
      await page.goto(`${served === "shown" ? shown.url : harbour.local.apiUrl}/${hash}`);
      await page
        .locator("main")
        .getByText(there)
        .filter({ visible: true })
        .first()
        .waitFor({ timeout: longestWait });
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
  const waiting = { timeout: longestWait, interval: 200 };
  await vi.waitFor(async () => expect((await harbour.state()).approvals).toHaveLength(1), waiting);
  await harbour.give("approve", { version: 1, reason: "Fewer late ships." });
  await vi.waitFor(async () => expect((await harbour.state()).rollout).not.toBeNull(), waiting);
  await harbour.give("pause");
}
