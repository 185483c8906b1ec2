import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumInCi, openChromium, openPage } from "../chromium.ts";
import { type Harbour, startHarbour } from "../harbour.ts";

const chromium = chromiumInCi();

describe.skipIf(chromium === null)("the console, in Chromium against the small AWS", () => {
  let harbour: Harbour;
  let browser: Browser;
  let context: BrowserContext;

  beforeAll(async () => {
    harbour = await startHarbour();
    browser = await openChromium(chromium ?? "");
    context = await browser.newContext({ colorScheme: "light", viewport: { width: 1280, height: 800 } });
  });
  afterAll(async () => {
    await browser?.close();
    await harbour?.close();
  });

  it("a person finds what waits for them, approves it with a reason, and sees what follows", async () => {
    const { page, faults } = await openPage(context);
    await page.goto(`${harbour.local.apiUrl}/`);
    await page.getByRole("row", { name: /harbour/ }).waitFor();
    // Nothing is loaded anew from here on: the page is live.
    const arn = await harbour.register();
    await page.getByRole("button", { name: "Needs a person 1" }).waitFor();
    await page.getByRole("row", { name: /harbour.*Awaits approval.*Decide on 1 candidate/ }).waitFor();
    await page.getByRole("link", { name: /harbour/ }).press("Enter");

    await page.getByRole("heading", { name: "harbour", level: 1 }).waitFor();
    await page.getByRole("button", { name: "Approve…" }).click();
    const dialog = page.getByRole("dialog", { name: "Approve version 1 of harbour?" });
    await dialog.getByRole("row", { name: /mae 2\.25 – at most 3 passed/ }).waitFor();
    const confirm = dialog.getByRole("button", { name: "Approve version 1" });
    expect(await confirm.isDisabled()).toBe(true);
    const reason = 'Better <img src=x onerror="document.title=1"> & "quieter".';
    await dialog.getByLabel(/^Why/).fill(reason);
    await confirm.click();
    await dialog.waitFor({ state: "detached" });

    const line = page.getByRole("button", { name: /candidate-approved/ });
    await line.waitFor();
    expect(await line.innerText()).toContain(reason);
    expect(await line.innerText()).toContain("user/console");
    await expect.poll(() => harbour.approval(arn)).toBe("Approved");
    expect(await page.locator("img").count()).toBe(0);
    expect(faults).toEqual([]);
    await page.close();
  });

  it("what nobody can do now stays to be found, and says why", async () => {
    const { page } = await openPage(context);
    await page.goto(`${harbour.local.apiUrl}/#/models/harbour`);
    const approve = page.getByRole("button", { name: "Approve…" });
    await approve.waitFor();
    expect(await approve.getAttribute("aria-disabled")).toBe("true");
    await approve.press("Enter");
    await page.getByText("No version waits for a person", { exact: false }).first().waitFor();
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.close();
  });

  it("a decision on what is no longer so is refused by a conflict, shown with what has changed, and can be taken anew", async () => {
    const arn = await harbour.register();
    const { page, faults } = await openPage(context);
    await page.goto(`${harbour.local.apiUrl}/#/models/harbour`);
    const reject = page.locator("button[aria-disabled=false]", { hasText: "Reject…" });
    await reject.click();
    const dialog = page.getByRole("dialog", { name: "Reject version 2 of harbour?" });
    await dialog.getByLabel(/^Why/).fill("The harbour is closed.");
    // Somebody pauses the model meanwhile: another page of the same person, say.
    await harbour.give("pause");
    await dialog.getByRole("button", { name: "Reject version 2" }).click();
    await dialog.getByText("The model has changed since you looked").waitFor();
    await dialog
      .getByRole("region", { name: "What has changed since you looked" })
      .getByText(/paused/)
      .first()
      .waitFor();
    expect(await harbour.approval(arn)).toBe("PendingManualApproval");
    expect(await dialog.getByLabel(/^Why/).inputValue()).toBe("The harbour is closed.");
    await dialog.getByRole("button", { name: "Reject version 2" }).click();
    await dialog.waitFor({ state: "detached" });
    await expect.poll(() => harbour.approval(arn)).toBe("Rejected");
    expect(faults).toEqual([]);
    await page.close();
  });

  it.each([
    ["500", 500, "Something went wrong inside the API (500)"],
    ["429", 429, "The API is busy"],
    ["401", 401, "You are not signed in any more"],
  ])(
    "an answer of %s is said, what was seen stays, and all is well again after it",
    async (_, status, told) => {
      const { page, faults } = await openPage(context);
      await page.goto(`${harbour.local.apiUrl}/#/`);
      await page.getByRole("link", { name: /harbour/ }).waitFor();
      await page.route("**/models", (route) => route.fulfill({ status, json: { message: "no" } }));
      // A slow machine's page would ask again in a while; a line that is back has it ask now.
      await page.evaluate(`window.dispatchEvent(new Event("online"))`);
      await page.getByText(told).waitFor();
      expect(await page.getByRole("link", { name: /harbour/ }).isVisible()).toBe(true);
      await page.unroute("**/models");
      await page.evaluate(`window.dispatchEvent(new Event("online"))`);
      await page.getByText(told).waitFor({ state: "detached" });
      await page.getByText("Live", { exact: true }).waitFor();
      expect(faults).toEqual([]);
      await page.close();
    },
  );

  it("a ledger that could not be read is read again by the page itself", async () => {
    const { page, faults } = await openPage(context);
    await page.route("**/entries?**", (route) => route.fulfill({ status: 500, json: { message: "no" } }));
    await page.goto(`${harbour.local.apiUrl}/#/models/harbour`);
    await page.getByText("Not live").waitFor();
    expect(await page.locator(".timeline-item").count()).toBe(0);
    await page.unroute("**/entries?**");
    await page.locator(".timeline-item").first().waitFor();
    await page.getByText("Live", { exact: true }).waitFor();

    // Who has left the model's page is not told of its ledger any more.
    await page.route("**/entries?**", (route) => route.fulfill({ status: 500, json: { message: "no" } }));
    await page.reload();
    await page.getByText("Not live").waitFor();
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByText("Live", { exact: true }).waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it("offline what was seen stays, and the page recovers by itself", async () => {
    const { page, faults } = await openPage(context);
    await page.goto(`${harbour.local.apiUrl}/#/models/harbour`);
    await page.getByRole("heading", { name: "harbour", level: 1 }).waitFor();
    await context.setOffline(true);
    await page.getByText("The API cannot be reached").waitFor();
    expect(await page.getByRole("heading", { name: "harbour", level: 1 }).isVisible()).toBe(true);
    await context.setOffline(false);
    await page.getByText("The API cannot be reached").waitFor({ state: "detached" });
    expect(faults).toEqual([]);
    await page.close();
  });
});
