import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { longestWait } from "../../runner/longest-wait.ts";
import { chromiumInCi, openChromium, openPage } from "../chromium.ts";
import { type Harbour, startHarbour } from "../harbour.ts";

const chromium = chromiumInCi();

/** Opens the menu of acts, and one of them, by the keyboard alone. */
async function begin(page: Page, label: string): Promise<void> {
  const summary = page.locator("summary", { hasText: "More acts" });
  await summary.waitFor();
  // After an act that is impossible it is still open.
  if ((await page.locator("details.menu[open]").count()) === 0) {
    await summary.focus();
    await page.keyboard.press("Enter");
  }
  const item = page.getByRole("button", { name: new RegExp(`^${label}…`) }).last();
  await item.focus();
  await page.keyboard.press("Enter");
}

async function confirm(page: Page, button: string, reason: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^Why/).fill(reason);
  await dialog.getByRole("button", { name: button, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

describe.skipIf(chromium === null)("acts in the console", () => {
  let harbour: Harbour;
  let browser: Browser;
  let context: BrowserContext;

  beforeAll(async () => {
    harbour = await startHarbour({ endpoint: true });
    browser = await openChromium(chromium ?? "");
    context = await browser.newContext({ colorScheme: "light", viewport: { width: 1280, height: 900 } });
    context.setDefaultTimeout(longestWait);
  });
  afterAll(async () => {
    await browser?.close();
    await harbour?.close();
  });

  it("a person pauses, takes the page's alert in hand, and resumes, each with a reason that the ledger keeps", async () => {
    const { page, faults } = await openPage(context);
    await page.goto(`${harbour.local.apiUrl}/#/models/harbour`);
    await begin(page, "Pause");
    await confirm(page, "Pause", "The sensors are replaced.");
    await page.getByText(/^Paused by .* No retraining and no rollout begins/).waitFor();

    await page.getByRole("button", { name: "Acknowledge…" }).click();
    await confirm(page, "Acknowledge", "I have it.");
    await page.getByText(/in hand with user\/console/).waitFor();
    const taken = page.locator("button[aria-disabled=true]", { hasText: "Acknowledge…" });
    await taken.press("Enter");
    await page.getByText("In hand already, with", { exact: false }).first().waitFor();

    await page.getByRole("button", { name: "Resume…" }).first().click();
    await confirm(page, "Resume", "They are there.");
    await page.getByRole("button", { name: /resumed user.*They are there\./ }).waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it("what speaks against an act stands beside it, and it begins nothing", async () => {
    const { page } = await openPage(context);
    await page.goto(`${harbour.local.apiUrl}/#/models/harbour`);
    for (const [label, why] of [
      ["Promote", "No version is on trial."],
      ["Roll back", "No version is on trial."],
      ["Undo", "No version was promoted, so there is nothing to take back."],
      ["Start a rollout", "No version is approved, or was tried before; approve one first."],
      ["Resume", "The model is neither paused nor held."],
    ] as const) {
      await begin(page, label);
      await page.getByRole("button", { name: `${label}… ${why}` }).waitFor();
      expect(await page.getByRole("dialog").count()).toBe(0);
    }
    await page.close();
  });

  it("a person approves, promotes the challenger during its trial, and undoes it", async () => {
    await harbour.register();
    const { page, faults } = await openPage(context);
    await page.goto(`${harbour.local.apiUrl}/#/models/harbour`);
    await page.locator("button[aria-disabled=false]", { hasText: "Approve…" }).click();
    await confirm(page, "Approve version 1", "Better.");
    await page.getByText("On trial", { exact: true }).first().waitFor();
    await page.getByText(/is on trial against/).waitFor({ timeout: longestWait });

    await begin(page, "Promote");
    const dialog = page.getByRole("dialog", { name: "Promote version 1 of harbour now?" });
    await dialog.getByRole("row", { name: /Challenger, version 1 10 %/ }).waitFor();
    await dialog.getByRole("row", { name: /mae 2\.25 – at most 3 passed/ }).waitFor();
    await confirm(page, "Promote version 1", "We have no time.");
    await page
      .getByRole("button", { name: /rollout-promoted/ })
      .first()
      .waitFor({ timeout: longestWait });

    // What served before was made from no package of the registry: what Driftwheel refuses is said in its words.
    await begin(page, "Undo");
    const undo = page.getByRole("dialog");
    await undo.getByLabel(/^Why/).fill("Orders fail.");
    await undo.getByRole("button", { name: "Undo the promotion" }).click();
    await undo.getByText("Driftwheel refused").waitFor();
    await undo
      .getByText(/was made from no model package/)
      .first()
      .waitFor();
    await undo.getByRole("button", { name: "Cancel" }).click();
    expect(faults).toEqual([]);
    await page.close();
  });

  it("a person undoes a promotion, after a conflict on what is so then", async () => {
    await harbour.register();
    const { page, faults } = await openPage(context);
    await page.goto(`${harbour.local.apiUrl}/#/models/harbour`);
    await page.locator("button[aria-disabled=false]", { hasText: "Approve…" }).click();
    await confirm(page, "Approve version 2", "Better still.");
    await page.getByText(/Version 2 is on trial against version 1/).waitFor();
    await begin(page, "Promote");
    await confirm(page, "Promote version 2", "We have no time.");
    await page.getByText(/^Version 2 serves\./).waitFor();

    await begin(page, "Undo");
    const dialog = page.getByRole("dialog", { name: "Undo the last promotion of harbour?" });
    await dialog.getByLabel(/^Why/).fill("Orders fail.");
    await harbour.give("pause");
    await dialog.getByRole("button", { name: "Undo the promotion" }).click();
    await dialog.getByText("The model has changed since you looked").waitFor();
    await dialog.getByText("Nothing was done.", { exact: false }).waitFor();
    await dialog
      .getByRole("region", { name: "What has changed since you looked" })
      .getByText(/paused/)
      .first()
      .waitFor();
    await dialog.getByRole("button", { name: "Undo the promotion" }).click();
    await dialog.waitFor({ state: "detached" });

    await page
      .getByRole("button", { name: /rollout-started.*asked to undo the promotion: Orders fail\./ })
      .waitFor();
    await page.getByRole("button", { name: /weights-shifted.*Version 1 is back/ }).waitFor();
    await page
      .getByRole("button", { name: /rollout-promoted.*Version 1 serves alone/ })
      .nth(1)
      .waitFor();
    await page.getByRole("button", { name: "Resume…" }).first().click();
    await confirm(page, "Resume", "The storm is over.");
    await page.getByText(/^Version 1 serves\./).waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it("a person rolls a trial back, starts another of the same version, and retrains", async () => {
    await harbour.register();
    const { page, faults } = await openPage(context);
    await page.goto(`${harbour.local.apiUrl}/#/models/harbour`);
    await page.locator("button[aria-disabled=false]", { hasText: "Approve…" }).click();
    await confirm(page, "Approve version 3", "Better at night.");
    await page.getByText(/Version 3 is on trial against/).waitFor({ timeout: longestWait });
    await begin(page, "Roll back");
    await confirm(page, "Roll back", "Complaints.");
    await page
      .getByRole("button", { name: /rollout-rolled-back/ })
      .first()
      .waitFor({ timeout: longestWait });
    await page.getByText("On trial", { exact: true }).waitFor({ state: "detached", timeout: longestWait });

    await begin(page, "Start a rollout");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: /v3/ }).check();
    await confirm(page, "Start version 3", "They were about something else.");
    await page.getByText(/Version 3 is on trial against/).waitFor({ timeout: longestWait });
    await begin(page, "Roll back");
    await confirm(page, "Roll back", "No, they were not.");
    await page.getByText("On trial", { exact: true }).waitFor({ state: "detached", timeout: longestWait });

    await begin(page, "Retrain");
    await confirm(page, "Retrain", "New data came.");
    await page.getByRole("button", { name: /retraining-requested.*New data came\./ }).waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });
});

describe.skipIf(chromium === null).each([
  ["reader", "Pause", "Only an operator may do this"],
  ["operator", "Approve", "Only an approver may do this"],
] as const)("a person who is %s", (role, act, told) => {
  let harbour: Harbour;
  let browser: Browser;

  beforeAll(async () => {
    harbour = await startHarbour({ role });
    browser = await openChromium(chromium ?? "");
    await harbour.register();
  });
  afterAll(async () => {
    await browser?.close();
    await harbour?.close();
  });

  const opens = (page: Page) =>
    act === "Approve" ? page.getByRole("button", { name: "Approve…" }).press("Enter") : begin(page, act);

  it("is refused by the API in words of the role where the page knows of none, and keeps what was written", async () => {
    const { page, faults } = await openPage(await browser.newContext());
    await page.route("**/me", (route) => route.fulfill({ status: 500, json: {} }));
    await page.goto(`${harbour.local.apiUrl}/#/models/harbour`);
    await page.locator("button[aria-disabled=false]", { hasText: "Approve…" }).waitFor();
    await opens(page);
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(/^Why/).fill("Because.");
    await dialog.locator("button[type=submit]").click();
    await dialog.getByText(told).waitFor();
    expect(await dialog.getByRole("alert").innerText()).toContain(`is ${role}; this needs the role`);
    expect(await dialog.getByLabel(/^Why/).inputValue()).toBe("Because.");
    expect(faults).toEqual([]);
  });
});
