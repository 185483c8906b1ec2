import { untilApprovalIsAsked } from "@driftwheel/api/testing/world.ts";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumInCi, openChromium, openPage } from "./chromium.ts";
import { startTide, type Tide } from "./tide.ts";

const chromium = chromiumInCi();

const markup = `<img src=x onerror="window.ran=1"><script>window.ran=1</script>"'>{{7*7}}`;

/** Every text of an answer has markup in it, but for what is one of a few words, a time or an address. */
function withMarkup(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((one) => withMarkup(one, name));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, withMarkup(inside, key)]));
  }
  const kept =
    /^(?:kind|status|stage|severity|phase|model|source|at|since|end|lastEnd|deadline|approvalDeadline|requestedAt|url)$/;
  return typeof value === "string" && !kept.test(name) ? `${value} ${markup}` : value;
}

describe.skipIf(chromium === null)("markup in names, reasons, features and payloads, in Chromium", () => {
  let tide: Tide;
  let browser: Browser;

  beforeAll(async () => {
    tide = await startTide();
    browser = await openChromium(chromium ?? "");
    // By the browser's clock the time to decide is not over.
    tide.world.now = new Date();
    await untilApprovalIsAsked(tide.world);
  });
  afterAll(async () => {
    await browser?.close();
    await tide?.close();
  });

  it.each([
    ["the fleet", "/", []],
    ["a model", "/#/models/tide", ["Approve…"]],
    ["the ledger", "/#/models/tide?entries=all", []],
    ["an entry", "/#/models/tide/entries/5", []],
  ] as const)("is text on %s, and nothing of it runs", async (_, path, acts) => {
    const context = await browser.newContext();
    const { page, faults } = await openPage(context);
    await page.route(/\/models(\/|$|\?)/, async (route) => {
      const answer = await route.fetch();
      const unchanged = answer.status() === 304;
      await route.fulfill(
        unchanged ? { response: answer } : { response: answer, json: withMarkup(await answer.json()) },
      );
    });
    await page.goto(`${tide.url}${path}`);
    await page.getByText("<img src=x", { exact: false }).first().waitFor();
    for (const name of acts) await page.locator("button", { hasText: name }).first().click();
    for (const line of (await page.locator(".timeline-line").all()).slice(0, 3)) {
      await line.click({ force: true, timeout: 5_000 }).catch(() => {});
    }
    for (const fold of await page.locator("main details > summary").all())
      await fold.click({ force: true }).catch(() => {});
    expect(await page.locator("img, main script").count()).toBe(0);
    expect(await page.evaluate("window.ran")).toBeUndefined();
    expect(faults).toEqual([]);
    await context.close();
  });
});
