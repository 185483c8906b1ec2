import { type ApiWorld, apiWorld, untilApprovalIsAsked } from "@driftwheel/api/testing/world.ts";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { chromiumInCi, openChromium, openPage } from "../chromium.ts";
import { startDeployed } from "./deployed-console.ts";
import { audience, clientId, type Issuer, startIssuer } from "./issuer.ts";

const chromium = chromiumInCi();

async function signIn(page: Page, account: string): Promise<void> {
  await page.locator("input[name=login]").fill(account);
  await page.locator("input[name=password]").fill("of no matter");
  await page.locator("button[type=submit]").click();
  await page.getByRole("button", { name: "Continue" }).click();
}

/** Runs in the page: whatever could outlive it. */
const leftBehind = `JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }])`;

describe.skipIf(chromium === null)("the deployed console, in Chromium with an OpenID provider", () => {
  let world: ApiWorld;
  let issuer: Issuer;
  let deployed: Awaited<ReturnType<typeof startDeployed>>;
  let browser: Browser;
  let context: BrowserContext;

  beforeAll(async () => {
    world = apiWorld();
    world.now = new Date();
    await untilApprovalIsAsked(world);
    const api = { request: (...asked: Parameters<typeof world.app.request>) => world.app.request(...asked) };
    deployed = await startDeployed(api, () => issuer.url, audience);
    issuer = await startIssuer(deployed.url);
    deployed.signIn({ issuer: issuer.url, clientId, scopes: ["openid"], token: "access" });
    browser = await openChromium(chromium ?? "");
  });
  beforeEach(async () => {
    issuer.lifetime = 3_600;
    await context?.close();
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  });
  afterAll(async () => {
    await browser?.close();
    await deployed?.close();
    await issuer?.close();
  });

  it("sends people to the issuer and brings them back to what they wanted to see, and keeps nothing", async () => {
    const { page, faults } = await openPage(context);
    await page.goto(`${deployed.url}/#/models/tide`);
    await signIn(page, "reader-ines");
    await page.getByRole("heading", { name: "tide", level: 1 }).waitFor();
    expect(page.url()).toBe(`${deployed.url}/#/models/tide`);
    await page.getByText("Live", { exact: true }).waitFor();
    expect(await page.evaluate(leftBehind)).toBe(JSON.stringify(["", { "driftwheel-theme": "system" }, {}]));
    expect(faults).toEqual([]);
  });

  it("tells a reader which role a decision needs", async () => {
    const { page } = await openPage(context);
    await page.goto(`${deployed.url}/#/models/tide`);
    await signIn(page, "reader-ines");
    const approve = page.getByRole("button", { name: "Approve…" });
    await approve.waitFor();
    await expect
      .poll(() => approve.getAttribute("title"))
      .toBe("This needs the role approver; you have reader.");
    expect(await approve.getAttribute("aria-disabled")).toBe("true");
  });

  it("tells who has no role so, by their name", async () => {
    const { page } = await openPage(context);
    await page.goto(deployed.url);
    await signIn(page, "sailor-ines");
    await page.getByText("Only a reader may do this").first().waitFor();
    await page
      .getByText(/^sailor-ines is nobody/)
      .first()
      .waitFor();
  });

  it("says that a sign-in is over, keeps what was typed, and goes on after another", async () => {
    const { page, faults } = await openPage(context);
    issuer.lifetime = 5;
    await page.goto(`${deployed.url}/#/models/tide`);
    await signIn(page, "approver-ines");
    await page.getByRole("button", { name: "Approve…" }).click();
    const dialog = page.getByRole("dialog", { name: "Approve version 5 of tide?" });
    await dialog.getByLabel(/^Why/).fill("Errors are down.");
    await page.getByText("You are not signed in any more").first().waitFor();
    const confirm = dialog.getByRole("button", { name: "Approve version 5" });
    await confirm.click();
    const again = dialog.getByRole("button", { name: "Sign in" });
    await again.waitFor();
    expect(world.given).toEqual([]);

    issuer.lifetime = 3_600;
    const [opened] = await Promise.all([page.waitForEvent("popup"), again.click()]);
    // The issuer still knows who it is, and wants no password.
    await opened.getByRole("button", { name: "Continue" }).click();
    await expect.poll(() => opened.isClosed()).toBe(true);
    await page.locator(".connection").waitFor({ state: "detached" });
    expect(await dialog.getByLabel(/^Why/).inputValue()).toBe("Errors are down.");
    await confirm.click();
    await dialog.waitFor({ state: "detached" });
    expect(world.given).toMatchObject([{ by: "approver-ines", reason: "Errors are down." }]);
    expect(faults).toEqual([]);
  });

  it("says what the issuer said when it let nobody in, and can be tried again", async () => {
    const { page } = await openPage(context);
    await page.goto(`${deployed.url}/#/models/tide`);
    await page.getByRole("link", { name: /cancel/i }).click();
    await page.getByRole("heading", { name: "Nobody could be signed in" }).waitFor();
    await page.getByText("End-User aborted interaction").waitFor();
    expect(page.url()).toBe(`${deployed.url}/#/models/tide`);
    await page.getByRole("link", { name: "Try again" }).click();
    await signIn(page, "reader-ines");
    await page.getByRole("table").first().waitFor();
  });

  it.each([
    ["nonce", { nonce: "of another sign-in" }],
    ["aud", { aud: "another-client" }],
    ["iss", { iss: "https://id.example.com" }],
    ["exp", { exp: 1_000_000_000 }],
  ])("uses no token whose %s is not this sign-in's, and says so", async (claim, changes) => {
    const { page, faults } = await openPage(context);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.route(`${issuer.url}/token`, async (route) => {
      const response = await route.fetch();
      // As the provider answers it.
      const told = (await response.json()) as { readonly id_token: string };
      const [head, payload = "", signature] = told.id_token.split(".");
      const claims = { ...JSON.parse(Buffer.from(payload, "base64url").toString()), ...changes };
      const changed = Buffer.from(JSON.stringify(claims)).toString("base64url");
      await route.fulfill({ response, json: { ...told, id_token: `${head}.${changed}.${signature}` } });
    });
    await page.goto(deployed.url);
    await signIn(page, "approver-ines");
    await page.getByRole("heading", { name: "Nobody could be signed in" }).waitFor();
    await page.getByText(new RegExp(`${issuer.url} gave a token that is not .*"${claim}"`)).waitFor();
    expect(asked.filter((url) => url.startsWith(`${deployed.url}/models`))).toEqual([]);
    expect(faults).toEqual([]);
  });

  it("takes no answer to what it did not ask: another state, another issuer, another tab", async () => {
    const { page } = await openPage(context);
    const sentBack = async (parameters: Readonly<Record<string, string>>) => {
      await page.goto(deployed.url);
      await page.locator("input[name=login]").waitFor();
      const asked = new URL(page.url());
      // The page's own question, as the tab keeps it until the answer comes.
      await page.goto(`${deployed.url}/console.json`);
      const kept = String(await page.evaluate(`sessionStorage.getItem("driftwheel-sign-in")`));
      expect(kept, asked.href).toMatch(/"nonce":/);
      const { state } = JSON.parse(kept) as { readonly state: string };
      const answer = new URLSearchParams({ code: "stolen", iss: issuer.url, state, ...parameters });
      await page.goto(`${deployed.url}/?${answer}`);
      await page.getByRole("heading", { name: "Nobody could be signed in" }).waitFor();
      return await page.locator("main").innerText();
    };
    expect(await sentBack({ state: "page-other" })).toMatch(
      /another question than this page asked .*"state"/,
    );
    expect(await sentBack({ iss: "https://id.example.com" })).toMatch(
      /another question than this page asked .*"iss"/,
    );
    expect(await sentBack({})).toMatch(/gave no token: .*\(invalid_grant\).* sign in again/);
    await page.goto(`${deployed.url}/?code=stolen&state=page-other`);
    await page.getByText("This sign-in was begun in another tab.").waitFor();
  });

  it("says which issuer is not there, or is none", async () => {
    const { page } = await openPage(context);
    const document = `${issuer.url}/.well-known/openid-configuration`;
    await page.route(document, (route) => route.abort());
    await page.goto(deployed.url);
    await page.getByText(`${issuer.url} cannot be asked (Failed to fetch)`).waitFor();
    await page.unroute(document);
    await page.route(document, (route) => route.fulfill({ status: 503, body: "<h1>Down</h1>" }));
    await page.getByRole("link", { name: "Try again" }).click();
    await page.getByText(/cannot be asked|is not OpenID Connect/).waitFor();
    await page.unroute(document);
    await page.getByRole("link", { name: "Try again" }).click();
    await signIn(page, "reader-ines");
    await page.getByRole("table").first().waitFor();
  });
});
