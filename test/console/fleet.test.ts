import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumInCi, openChromium, openPage } from "./chromium.ts";
import { startTide, type Tide } from "./tide.ts";

const chromium = chromiumInCi();

const statuses = ["steady", "on-trial", "held", "retraining"] as const;

/** A fleet of this size, as the API answers it. */
function fleetOf(count: number) {
  const models = Array.from({ length: count }, (_, index) => ({
    model: `model-${index}`,
    endpoint: `model-${index}-prod`,
    packageGroup: `model-${index}`,
    sequence: index,
    status: statuses[index % 1_000 === 2 ? 2 : index % 2],
    championVersion: index,
    openAlerts: 0,
    openApprovals: 0,
    monitoring: [],
  }));
  return { models };
}

describe.skipIf(chromium === null)("a fleet of 5,000 models, in Chromium", () => {
  let tide: Tide;
  let browser: Browser;

  beforeAll(async () => {
    tide = await startTide();
    browser = await openChromium(chromium ?? "");
  });
  afterAll(async () => {
    await browser?.close();
    await tide?.close();
  });

  async function open() {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const opened = await openPage(context);
    await opened.page.route("**/models", (route) => route.fulfill({ json: fleetOf(5_000) }));
    await opened.page.goto(`${tide.url}/`);
    await opened.page.getByRole("button", { name: "All 5,000" }).waitFor();
    return { ...opened, context };
  }

  it("shows who needs a person first, and has only the rows of the window in the page", async () => {
    const { page, faults, context } = await open();
    const rows = page.locator("tbody tr");
    expect(await rows.first().innerText()).toMatch(/Held/);
    expect(await rows.count()).toBeLessThan(60);
    await page.getByRole("button", { name: "Needs a person 5" }).click();
    await expect.poll(() => rows.count()).toBe(5);
    expect(page.url()).toContain("state=needs-person");
    expect(faults).toEqual([]);
    await context.close();
  });

  it("is searched, sorted and gone through by the keyboard alone", async () => {
    const { page, faults, context } = await open();
    await page.keyboard.press("/");
    await page.keyboard.type("model-49");
    const rows = page.locator("tbody tr");
    await expect.poll(() => rows.first().innerText()).toMatch(/model-49/);
    await page.getByRole("button", { name: "Champion" }).press("Enter");
    await expect.poll(() => rows.first().innerText()).toMatch(/^model-49\n/);
    await page.getByRole("link", { name: /^model-49 / }).focus();
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => page.evaluate("document.activeElement.innerText")).toMatch(/^model-490/);
    await page.keyboard.press("End");
    await expect.poll(() => page.evaluate("document.activeElement.innerText")).toMatch(/^model-4999/);
    await page.keyboard.press("Enter");
    await expect.poll(() => page.url()).toMatch(/#\/models\/model-4999$/);
    expect(faults).toEqual([]);
    await context.close();
  });

  it("draws other rows in the elements of those before them, but never moves the focus to another model", async () => {
    const { page, faults, context } = await open();
    const rows = page.locator("tbody tr");
    await page.getByRole("button", { name: "Champion" }).click();
    await expect.poll(() => rows.first().innerText()).toMatch(/^model-0\n/);
    await page.evaluate("document.querySelectorAll('tbody tr')[4].setAttribute('data-mark', 'before')");
    await page.getByRole("link", { name: /^model-1 / }).focus();
    // As a new answer of the API may do it: the focus is where it was.
    await page.evaluate("document.querySelector('th:nth-child(4) button').click()");
    await expect.poll(() => rows.first().innerText()).toMatch(/^model-4999\n/);
    expect(await page.locator("tr[data-mark=before]").innerText()).toMatch(/^model-4995\n/);
    expect(await page.evaluate("document.activeElement.tagName")).toBe("BODY");
    expect(faults).toEqual([]);
    await context.close();
  });
});
