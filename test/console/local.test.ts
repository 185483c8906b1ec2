import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, openChromium, openPage } from "./chromium.ts";
import { type Harbour, startHarbour } from "./harbour.ts";

const chromium = findChromium();

describe.skipIf(chromium === null)("what can be tried on this machine alone", () => {
  let harbour: Harbour;
  let browser: Browser;

  beforeAll(async () => {
    harbour = await startHarbour();
    browser = await openChromium(chromium ?? "");
  });
  afterAll(async () => {
    await browser?.close();
    await harbour?.close();
  });

  it("a sample is sent, what came of it is shown, and the ledger is stepped through entry by entry", async () => {
    const { page, faults } = await openPage(await browser.newContext());
    await page.goto(`${harbour.local.apiUrl}/`);
    await page.getByRole("link", { name: "Local" }).click();
    await page.getByRole("button", { name: /^Pause, by an event/ }).click();
    await page.getByRole("button", { name: "Send" }).click();
    const form = page.getByRole("region", { name: "Send an event" });
    await form.getByRole("link", { name: "paused" }).waitFor();

    const replay = page.getByRole("region", { name: "Replay" });
    await replay.getByText("1 of", { exact: false }).first().waitFor();
    await replay.getByRole("button", { name: "Next" }).press("Enter");
    await replay.getByRole("link", { name: "paused" }).waitFor();
    await replay.getByRole("row", { name: /^status steady paused$/ }).waitFor();
    await replay.getByRole("button", { name: "Back" }).press("Enter");
    await replay.getByRole("link", { name: "command-accepted" }).waitFor();
    expect(faults).toEqual([]);
  });

  it("a server without samples offers none of it", async () => {
    const { page, faults } = await openPage(await browser.newContext());
    await page.route("**/local/samples*", (route) => route.fulfill({ status: 404, json: {} }));
    await page.goto(`${harbour.local.apiUrl}/#/local`);
    await page.getByText("Nothing can be tried on this server").waitFor();
    expect(await page.getByRole("link", { name: "Local" }).count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it("nobody but the server's own page sends events by it", async () => {
    const { status } = await fetch(`${harbour.local.apiUrl}/local/events`, { method: "POST", body: "{}" });
    expect(status).toBe(403);
    const headers = { "sec-fetch-site": "same-origin" };
    const wrong = await fetch(`${harbour.local.apiUrl}/local/events`, {
      method: "POST",
      headers,
      body: "{}",
    });
    expect(wrong.status).toBe(400);
  });
});
