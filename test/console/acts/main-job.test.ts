import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runMainJob } from "@driftwheel/example-frost/run/main-job.ts";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { longestWait } from "../../runner/longest-wait.ts";
import { temporaryFolder } from "../../runner/temporary-folder.ts";
import { chromiumInCi, openChromium, openPage } from "../chromium.ts";

const chromium = chromiumInCi();
const fleet = fileURLToPath(new URL("../../fixtures/one-step-approval-fleet.ts", import.meta.url));
const quiet = { say() {}, entry() {}, status() {}, summary() {}, end() {} };

/** What a person does and sees in the page, from drift to promotion: they know nothing but what stands there. */
async function inThePage(page: Page): Promise<void> {
  const sentence = page.locator(".sentence");
  const line = (kind: string) => page.getByRole("button", { name: new RegExp(kind) }).first();
  const tab = (name: string) => page.getByRole("link", { name, exact: true }).click();

  await page.getByRole("row", { name: /^frost .*Steady/ }).waitFor();
  // Drift shows in the fleet, while nobody touches the page.
  await page.getByRole("row", { name: /^frost .*(Drifted|Retraining)/ }).waitFor();
  await page.getByRole("link", { name: /^frost/ }).click();
  await line("drift-confirmed").waitFor();
  await tab("Drift");
  await page.getByText(/What moved: .*wind/).waitFor();
  await page
    .getByRole("region", { name: "Features by time" })
    .getByRole("rowheader", { name: "wind", exact: true })
    .waitFor();

  await tab("Overview");
  await line("retraining-started").waitFor();
  await sentence.getByText(/Version 2 passed its gate and waits for a person/).waitFor();
  await page.locator("button[aria-disabled=false]", { hasText: "Approve…" }).click();
  const dialog = page.getByRole("dialog", { name: "Approve version 2 of frost?" });
  await dialog.getByRole("row", { name: /mae .*passed/ }).waitFor();
  const confirm = dialog.getByRole("button", { name: "Approve version 2" });
  expect(await confirm.isDisabled()).toBe(true);
  await dialog.getByLabel(/^Why/).fill("Fewer false frosts.");
  await confirm.click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("button", { name: /candidate-approved.*Fewer false frosts\./ }).waitFor();

  await sentence.getByText(/Version 2 is on trial against version 1/).waitFor();
  await tab("Rollouts");
  await page.getByRole("link", { name: /^frost-v2-1/ }).click();
  await page.getByRole("row", { name: /Good outcomes/ }).waitFor();
  await page
    .getByRole("region", { name: "For a decision" })
    .getByText(/Proof that it is better/)
    .waitFor();
  await page.getByText("Promoted", { exact: true }).waitFor();

  await tab("Overview");
  await line("rollout-promoted").waitFor();
  await sentence.getByText(/Version 2 serves\./).waitFor();
}

describe.skipIf(chromium === null)("the main job with a person's approval, in the page alone", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openChromium(chromium ?? "");
  });
  afterAll(async () => {
    await browser?.close();
  });

  it("goes from drift to promotion before a person's eyes, in a page that is never loaded anew", async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    // What is waited for is minutes of real time: windows, a retraining, a trial.
    context.setDefaultTimeout(longestWait);
    const { page, faults } = await openPage(context);
    const person = Promise.withResolvers<void>();
    // A failure in the page is told when the run is over, not as an error that nobody caught.
    person.promise.catch(() => {});
    const failure = await runMainJob({
      drift: true,
      ledgerFile: join(temporaryFolder(), "ledger.jsonl"),
      fleet,
      progress: quiet,
      async prepare({ apiUrl }) {
        await page.goto(`${apiUrl}/`);
        await page.evaluate("window.opened = 1");
        inThePage(page).then(person.resolve, person.reject);
      },
      finished: () => person.promise,
    });
    expect(failure).toBeNull();
    expect(await page.evaluate("window.opened")).toBe(1);
    expect(faults).toEqual([]);
    await context.close();
  });
});
