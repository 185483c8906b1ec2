import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { longestWait } from "../runner/longest-wait.ts";
import { chromiumInCi, openChromium, openPage } from "./chromium.ts";
import { type Harbour, startHarbour } from "./harbour.ts";

const chromium = chromiumInCi();

const dead = {
  ...{ id: "msg_harbour_1", subscription: "warehouse", model: "harbour", sequence: 1 },
  ...{ kind: "candidate-registered", createdAt: "2026-05-04T09:30:00.000Z", status: "dead", execution: 1 },
  attempts: [{ at: "2026-05-04T09:30:01.000Z", took: 84, status: 503, error: "answered 503", next: null }],
};

/** A receiver that is gone, which disables whoever sends to it. */
async function goneReceiver(): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(410).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

describe.skipIf(chromium === null)("pages of the whole fleet", () => {
  let harbour: Harbour;
  let browser: Browser;
  let context: BrowserContext;
  let receiver: Server;

  beforeAll(async () => {
    harbour = await startHarbour();
    receiver = await goneReceiver();
    // A server on a port has an address of this form.
    const { port } = receiver.address() as AddressInfo;
    const ssm = new SSMClient({
      endpoint: harbour.local.url,
      region: harbour.local.world.region,
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });
    for (const [Name, Value] of [
      ["/webhooks/warehouse/url", `http://127.0.0.1:${port}/`],
      ["/webhooks/warehouse/key", `whsec_${Buffer.alloc(24, 7).toString("base64")}`],
    ]) {
      await ssm.send(new PutParameterCommand({ Name, Value, Type: "SecureString" }));
    }
    ssm.destroy();
    browser = await openChromium(chromium ?? "");
    context = await browser.newContext({ colorScheme: "light", viewport: { width: 1280, height: 900 } });
    context.setDefaultTimeout(longestWait);
    await harbour.register();
  });
  afterAll(async () => {
    await browser?.close();
    await harbour?.close();
    receiver?.close();
  });

  /** As the API tells them to the page. */
  async function subscriptions(): Promise<string> {
    const headers = { "sec-fetch-site": "same-origin" };
    return await (await fetch(`${harbour.local.apiUrl}/webhooks`, { headers })).text();
  }

  it("deliveries say what became of each, and a receiver that is gone is enabled again by a person", async () => {
    const { page, faults } = await openPage(context);
    await expect.poll(subscriptions).toContain("is gone");
    await page.goto(`${harbour.local.apiUrl}/#/deliveries`);
    await page.getByRole("link", { name: /warehouse.*disabled/ }).waitFor();
    await page.getByText(/^Disabled/).waitFor();
    await page.getByText("1 attempt", { exact: true }).first().click();
    await page
      .getByText(/answered 410/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: "Enable…" }).click();
    const dialog = page.getByRole("dialog", { name: "Send to warehouse again?" });
    await dialog.getByRole("button", { name: "Enable" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("link", { name: /warehouse.*live/ }).waitFor();
    await page.getByRole("button", { name: "Redrive…" }).press("Enter");
    await page.getByText("No delivery that is shown is dead", { exact: false }).first().waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it("what is dead is delivered again, once, when a person says so", async () => {
    const { page, faults } = await openPage(context);
    const asked: string[] = [];
    // Hours of attempts are not waited for: the delivery is told dead.
    await page.route("**/webhooks/*/deliveries?*", (route) =>
      route.fulfill({ json: { deliveries: [dead], next: null } }),
    );
    await page.route("**/webhooks/*/redrive", async (route) => {
      asked.push(route.request().headers()["idempotency-key"] ?? "");
      await (asked.length === 1 ? route.abort() : route.continue());
    });
    await page.goto(`${harbour.local.apiUrl}/#/deliveries`);
    await page.locator("button[aria-disabled=false]", { hasText: "Redrive…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Redrive" }).click();
    await dialog.getByText("The API cannot be reached").waitFor();
    await dialog.getByRole("button", { name: "Redrive" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(new Set(asked).size).toBe(1);
    expect(asked).toHaveLength(2);
    expect(faults).toEqual([]);
    await page.close();
  });

  it("alerts are taken in hand over the fleet, and a test alert is sent", async () => {
    const { page, faults } = await openPage(context);
    const tests = () => harbour.local.alerts().filter(({ subject }) => subject?.startsWith("TEST"));
    await page.goto(`${harbour.local.apiUrl}/#/alerts`);
    await page.getByText("No alert is open").waitFor();
    await page.getByRole("button", { name: "Send a test alert…" }).click();
    const dialog = page.getByRole("dialog", { name: "Send a test alert?" });
    await dialog.getByRole("checkbox", { name: /page/ }).check();
    await dialog.getByLabel(/^Why/).fill("Is anyone told?");
    await dialog.getByRole("button", { name: "Send" }).click();
    await dialog.waitFor({ state: "detached" });
    await expect.poll(() => tests().length).toBe(2);

    await harbour.give("pause");
    await page.getByRole("button", { name: "Acknowledge…" }).click();
    const taken = page.getByRole("dialog", { name: "Take this alert in hand?" });
    await taken.getByLabel(/^Why/).fill("I see to it.");
    await taken.getByRole("button", { name: "Acknowledge" }).click();
    await taken.waitFor({ state: "detached" });
    await page.getByText(/in hand with user\/console/).waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it("costs tell the budget, idle how to have it looked for, and settings the policy in force", async () => {
    const { page, faults } = await openPage(context);
    await page.goto(`${harbour.local.apiUrl}/#/costs`);
    await page.getByRole("row", { name: /harbour \$0\.00.*of \$40\.00 in 30 days.*\$40\.00 left/ }).waitFor();
    await page.getByRole("link", { name: "Idle" }).click();
    await page.getByText("Nobody looks for what stands idle").waitFor();
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("region", { name: "Policy of harbour" }).getByText("2 days").first().waitFor();
    await page.getByRole("link", { name: /quay/ }).click();
    await page.getByRole("region", { name: "Policy of quay" }).getByText("automatically").waitFor();
    await page.getByRole("region", { name: "Policy of quay" }).getByText("5, 25, 50").waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });
});
