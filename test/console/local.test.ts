import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumInCi, openChromium, openPage } from "./chromium.ts";
import { type Harbour, startHarbour } from "./harbour.ts";

const chromium = chromiumInCi();

describe.skipIf(chromium === null)("what can be tried on this machine alone", () => {
  let harbour: Harbour;
  let browser: Browser;

  beforeAll(async () => {
    // The example itself takes minutes and is run by tests of its own.
    const example = ["-e", `console.log("Seeding " + process.argv[2]); setTimeout(() => {}, 2_000)`, "--"];
    harbour = await startHarbour({ example });
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

  it("the example is run from the page, and tells what it does until it is over", async () => {
    const { page, faults } = await openPage(await browser.newContext());
    await page.goto(`${harbour.local.apiUrl}/#/local`);
    const example = page.getByRole("region", { name: "Run the example" });
    await example.getByRole("button", { name: "Run the example" }).press("Enter");
    await example.getByRole("status").getByText("It runs.").waitFor();
    await example.getByRole("log").getByText(`Seeding ${harbour.local.url}`).waitFor();
    expect(await example.getByRole("button").count()).toBe(0);
    await example.getByText("It ended as it should.").waitFor();
    expect(faults).toEqual([]);
  });

  it("a server that cannot run the example says why", async () => {
    const { page } = await openPage(await browser.newContext());
    const why = "The example is of the model frost, which this fleet has not.";
    await page.route("**/local/example", (route) => route.fulfill({ json: { state: "impossible", why } }));
    await page.goto(`${harbour.local.apiUrl}/#/local`);
    const example = page.getByRole("region", { name: "Run the example" });
    await example.getByText(why).waitFor();
    expect(await example.getByRole("button").count()).toBe(0);
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
    const started = await fetch(`${harbour.local.apiUrl}/local/example`, { method: "POST" });
    expect(started.status).toBe(403);
    const headers = { "sec-fetch-site": "same-origin" };
    const wrong = await fetch(`${harbour.local.apiUrl}/local/events`, {
      method: "POST",
      headers,
      body: "{}",
    });
    expect(wrong.status).toBe(400);
  });
});
