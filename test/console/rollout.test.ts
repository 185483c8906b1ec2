import { fleetOf, policyFor } from "@driftwheel/core/policy/testing/fleet.ts";
import axe from "axe-core";
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumInCi, openChromium, openPage } from "./chromium.ts";
import { type LedgerPage, serveLedgers } from "./ledger-page.ts";
import { trialEntries } from "./trial-ledger.ts";

const chromium = chromiumInCi();

describe.skipIf(chromium === null)("rollouts in the console, in Chromium", () => {
  let served: LedgerPage;
  let browser: Browser;

  beforeAll(async () => {
    const changes = {
      rollout: {
        ramp: [20, 50],
        minimumEffect: 0.05,
        guards: { errorRate: 0.02, p99Latency: 0.03 },
      },
    };
    const policy = policyFor("tide", changes);
    const now = Date.now();
    const trial = { model: "tide", policy, weight: 20 };
    const long = trialEntries(
      {
        ...trial,
        rollout: "tide-v2-1",
        looks: 2_000,
        rate: 0.605,
        ends: true,
        start: now - 2_500 * 60_000,
        seed: 3,
      },
      0,
    );
    const running = trialEntries(
      {
        ...trial,
        rollout: "tide-v3-2",
        looks: 60,
        rate: 0.64,
        ends: false,
        start: now - 61 * 60_000,
        seed: 5,
      },
      long.length,
    );
    served = await serveLedgers(fleetOf({ tide: changes }), { tide: [...long, ...running] });
    browser = await openChromium(chromium ?? "");
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  async function opened(hash: string, options: Parameters<Browser["newContext"]>[0] = {}) {
    const context: BrowserContext = await browser.newContext(options);
    const { page, faults } = await openPage(context);
    await page.goto(`${served.url}/${hash}`);
    return { context, page, faults };
  }

  it("a person sees which arm is better, how sure, and what is missing, and comes there from the list", async () => {
    const { context, page, faults } = await opened("#/models/tide/rollouts");
    await page.getByRole("link", { name: /tide-v3-2/ }).click();
    await page.getByText(/Neither version is seen to be better yet: \+\d/).waitFor();
    await page.getByRole("row", { name: /Good outcomes.*of 4,800.*of 1,200.*not decided/ }).waitFor();
    const needs = page.getByRole("region", { name: "For a decision" });
    expect(await needs.innerText()).toMatch(/Proof that it is better: [\d.]+ % of what proves it/);
    expect(await needs.innerText()).toMatch(/it has 20 %, and must bear 50 %/);
    await expect.poll(() => page.locator("canvas").count()).toBe(5);
    expect(faults).toEqual([]);
    await context.close();
  });

  it("every number of 2,000 looks is in the table, however few are drawn", async () => {
    const { context, page, faults } = await opened("#/models/tide/rollouts/tide-v2-1");
    await page.getByText(/Neither version was seen to be better:/).waitFor();
    await page.getByRole("button", { name: "Evidence as a table" }).press("Enter");
    const table = page.getByRole("table", { name: "Evidence" });
    await table.waitFor();
    expect(await table.getAttribute("aria-rowcount")).toBe("2001");
    expect(await table.getByRole("row").count()).toBeLessThan(100);
    expect(faults).toEqual([]);
    await context.close();
  });

  it("a chart is copied as a picture and as its numbers", async () => {
    const { context, page, faults } = await opened("#/models/tide/rollouts/tide-v3-2");
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const chart = page.getByRole("figure").filter({ hasText: "Evidence" });
    await chart.getByLabel("Copy Evidence").click();
    await chart.getByRole("button", { name: "PNG" }).click();
    await chart.getByText("PNG: copied").waitFor();
    expect(await page.evaluate("navigator.clipboard.read().then(([one]) => one.types)")).toEqual([
      "image/png",
    ]);
    await chart.getByLabel("Copy Evidence").click();
    await chart.getByRole("button", { name: "JSON" }).click();
    await chart.getByText("JSON: copied").waitFor();
    const { rows } = JSON.parse(String(await page.evaluate("navigator.clipboard.readText()")));
    expect(rows).toHaveLength(60);
    expect(faults).toEqual([]);
    await context.close();
  });

  it("two rollouts are set beside each other, by an address that can be sent", async () => {
    const { context, page } = await opened("#/models/tide/rollouts/tide-v3-2");
    await page.getByLabel("Compare with").selectOption("tide-v2-1");
    await page.getByRole("row", { name: /Looks 60 2,000/ }).waitFor();
    expect(new URL(page.url()).hash).toBe("#/models/tide/rollouts/tide-v3-2?with=tide-v2-1");
    await context.close();
  });

  it.each([
    ["light", 1280],
    ["dark", 1280],
    ["dark", 390],
  ] as const)("%s, %i pixels wide: nothing keeps a person out", async (colorScheme, width) => {
    for (const hash of ["#/models/tide/rollouts", "#/models/tide/rollouts/tide-v3-2?with=tide-v2-1"]) {
      const { context, page, faults } = await opened(hash, {
        bypassCSP: true,
        colorScheme,
        viewport: { width, height: 900 },
      });
      await page
        .getByText(hash.includes("with") ? "Proof of both" : "tide-v3-2")
        .first()
        .waitFor();
      await page.evaluate(axe.source);
      // What axe answers, as far as it is looked at.
      const found = (await page.evaluate("axe.run()")) as {
        readonly violations: readonly {
          readonly id: string;
          readonly nodes: readonly { readonly html: string }[];
        }[];
      };
      expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      expect(faults).toEqual([]);
      await context.close();
    }
  });
});
