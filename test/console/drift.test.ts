import { fleetOf } from "@driftwheel/core/policy/testing/fleet.ts";
import axe from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumInCi, openChromium, openPage } from "./chromium.ts";
import { driftEntries, hostileFeature, qualityEntries, statisticsText } from "./drift-ledger.ts";
import { type LedgerPage, serveLedgers } from "./ledger-page.ts";

const chromium = chromiumInCi();

describe.skipIf(chromium === null)("drift in the console, in Chromium", () => {
  let served: LedgerPage;
  let browser: Browser;

  beforeAll(async () => {
    const windows = driftEntries("tide", 48, Date.now());
    const truth = { groundTruth: "s3://captures/truth", problem: "regression" } as const;
    const quality = { ...truth, success: { within: 2 } };
    served = await serveLedgers(
      fleetOf({ tide: { quality }, calm: {}, labelled: { quality } }),
      { tide: [...windows, ...qualityEntries(windows)] },
      { window: async () => statisticsText(12), baseline: async () => statisticsText(8) },
    );
    browser = await openChromium(chromium ?? "");
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  async function opened(hash: string, options: Parameters<Browser["newContext"]>[0] = {}) {
    const context = await browser.newContext(options);
    const { page, faults } = await openPage(context);
    await page.goto(`${served.url}/${hash}`);
    return { context, page, faults };
  }

  it("a person sees whether there is drift, in what, and how its values have moved, by the keyboard alone", async () => {
    const { context, page, faults } = await opened("#/models/tide/drift");
    await page.getByText(/the evidence is .*What moved: wind \(0\.9, 4\.5 times its line\)/).waitFor();
    const features = page.getByRole("region", { name: "Features by time" });
    expect(await features.getByRole("rowheader").allInnerTexts()).toEqual(["wind", hostileFeature, "sun"]);
    expect(await features.getByRole("button", { name: /^sun, .*0\.015 of 0\.2$/ }).count()).toBe(40);
    const distribution = page.getByRole("region", { name: "Distribution of wind" });
    await distribution.getByRole("row", { name: /and above/ }).waitFor();
    expect(await distribution.innerText()).toMatch(/missing 5 %, in the baseline 5 %/);
    await features.getByRole("button", { name: hostileFeature }).last().press("Enter");
    const other = page.getByRole("region", { name: `Distribution of ${hostileFeature}` });
    await other.getByRole("row", { name: /rain/ }).waitFor();
    expect(new URL(page.url()).hash).toContain("window=");
    expect(await page.locator("img").count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it("a window that was not judged says why, with an unread example by its types", async () => {
    const { context, page } = await opened("#/models/tide/drift");
    const unjudged = page.getByRole("region", { name: "Not judged" });
    await unjudged.getByText("1 window of 48 could not be judged.").waitFor();
    expect(await unjudged.innerText()).toMatch(/7 rows are too few/);
    expect(await unjudged.locator("code").innerText()).toBe('{"instances": [{"x": [number]}]}');
    await context.close();
  });

  it("a model without windows and without labels says what to do", async () => {
    const { context, page } = await opened("#/models/calm/drift");
    await page.getByText("No window was reported yet").waitFor();
    const quality = page.getByRole("region", { name: "Quality over time" });
    expect(await quality.innerText()).toMatch(
      /The policy has no quality\. With its groundTruth, problem and label/,
    );
    await page.goto(`${served.url}/#/models/labelled/drift`);
    await quality.getByText(/No hour had 100 labels of its answers yet.*s3:\/\/captures\/truth/).waitFor();
    await context.close();
  });

  it("a person sees how right the answers were, with their band and the line that they should keep to", async () => {
    const { context, page, faults } = await opened("#/models/tide/drift");
    const quality = page.getByRole("region", { name: "Quality over time" });
    await quality.getByText("2.5 last. It is worse above 2.31, its line.").waitFor();
    await quality.getByRole("button", { name: /as a table/ }).click();
    const rows = await quality.getByRole("table").getByRole("row").allInnerTexts();
    expect(rows).toHaveLength(7);
    expect(rows.join("\n")).toMatch(/2\.5\s+2\.304\s+2\.696\s+2\.31/);
    expect(rows.join("\n")).toMatch(/–\s+–\s+–\s+–/);
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each([
    ["light", 1280],
    ["dark", 1280],
    ["dark", 390],
  ] as const)("%s, %i pixels wide: nothing keeps a person out", async (colorScheme, width) => {
    const { context, page, faults } = await opened("#/models/tide/drift", {
      bypassCSP: true,
      colorScheme,
      viewport: { width, height: 900 },
    });
    await page.getByRole("row", { name: /and above/ }).waitFor();
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
  });
});
