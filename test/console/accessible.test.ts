import axe from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumInCi, openChromium, openPage } from "./chromium.ts";
import { type Harbour, startHarbour } from "./harbour.ts";

const chromium = chromiumInCi();

interface Found {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }[];
}

describe.skipIf(chromium === null)("the console's pages, by axe", () => {
  let harbour: Harbour;
  let browser: Browser;

  beforeAll(async () => {
    harbour = await startHarbour();
    browser = await openChromium(chromium ?? "");
    await harbour.register();
  });
  afterAll(async () => {
    await browser?.close();
    await harbour?.close();
  });

  describe.each([
    ["light", 1280],
    ["dark", 1280],
    ["dark", 390],
  ] as const)("%s, %i pixels wide", (colorScheme, width) => {
    it.each([
      ["the fleet", "#/", /harbour/],
      ["a model", "#/models/harbour", /approval-requested/],
      ["an entry", "#/models/harbour/entries/1", /Causes and effects/],
      ["deliveries", "#/deliveries", /approval-requested/],
      ["alerts", "#/alerts", /No alert is open/],
      ["costs", "#/costs", /of \$40\.00/],
      ["idle", "#/idle", /Nobody looks/],
      ["settings", "#/settings", /falseAlarmsPerYear/],
      ["what can be tried here", "#/local?at=2", /Replay of the ledger/],
      ["no page", "#/nowhere", /no such page/],
    ])("%s has nothing that keeps a person out, and is no wider than the window", async (_, hash, there) => {
      // Axe is put into the page from outside, which the page's policy rightly forbids.
      const context = await browser.newContext({
        bypassCSP: true,
        colorScheme,
        viewport: { width, height: 800 },
      });
      const { page, faults } = await openPage(context);
      await page.goto(`${harbour.local.apiUrl}/${hash}`);
      await page.getByText(there).first().waitFor();
      await page.evaluate(axe.source);
      const found = (await page.evaluate("axe.run()")) as Found;
      expect(
        found.violations.map(({ id, impact, nodes }) => [id, impact, nodes.map(({ html }) => html)]),
      ).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      expect(faults).toEqual([]);
      await context.close();
    });
  });
});
