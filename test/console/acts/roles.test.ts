import { untilApprovalIsAsked } from "@driftwheel/api/testing/world.ts";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumInCi, openChromium, openPage } from "../chromium.ts";
import { startTide, type Tide } from "../tide.ts";

const chromium = chromiumInCi();

interface Act {
  readonly name: string;
  readonly role: "operator" | "approver";
  /** Where the API takes it, and what it is told beside a reason. */
  readonly path: string;
  readonly body: object | null;
  /** Where the page offers it. */
  readonly hash: string;
  readonly button: (page: Page) => Promise<Locator>;
}

const onPage =
  (label: string) =>
  async (page: Page): Promise<Locator> =>
    page.getByRole("button", { name: `${label}…` }).first();

const inMenu =
  (label: string) =>
  async (page: Page): Promise<Locator> => {
    await page.locator("summary", { hasText: "More acts" }).press("Enter");
    return page.getByRole("button", { name: new RegExp(`^${label}…`) }).last();
  };

const seen = { reason: "As agreed.", expectedSequence: 0 };
const command = (name: string, role: Act["role"], button: Act["button"], more: object = {}): Act => ({
  name,
  role,
  button,
  path: `/models/tide/${name}`,
  body: { ...seen, ...more },
  hash: name === "test-alerts" ? "#/alerts" : "#/models/tide",
});

/** All that a person can do, with the least role that may. */
const acts: readonly Act[] = [
  command("approve", "approver", onPage("Approve"), { version: 5 }),
  command("reject", "approver", onPage("Reject"), { version: 5 }),
  command("promote", "approver", inMenu("Promote")),
  command("retrain", "operator", inMenu("Retrain")),
  command("start-rollout", "operator", inMenu("Start a rollout"), { version: 5 }),
  command("roll-back", "operator", inMenu("Roll back")),
  command("undo", "operator", inMenu("Undo")),
  command("pause", "operator", inMenu("Pause")),
  command("resume", "operator", inMenu("Resume")),
  command("acknowledge", "operator", onPage("Acknowledge"), { alert: 1 }),
  command("test-alerts", "operator", onPage("Send a test alert"), { severities: ["page"] }),
  {
    name: "redrive",
    role: "operator",
    path: "/webhooks/on-call/redrive",
    body: {},
    hash: "#/deliveries",
    button: onPage("Redrive"),
  },
  {
    name: "enable",
    role: "operator",
    path: "/webhooks/on-call/enable",
    body: null,
    hash: "#/deliveries",
    button: onPage("Enable"),
  },
];

const people = [
  ["nobody", "nobody that DRIFTWHEEL_API_ROLES names", acts],
  ["reader", "reader", acts],
  ["operator", "operator", acts.filter(({ role }) => role === "approver")],
] as const;

describe.each(people)("to a person who is %s", (person, called, refused) => {
  let tide: Tide;
  let browser: Browser | null = null;

  beforeAll(async () => {
    if (chromium !== null) browser = await openChromium(chromium);
    tide = await startTide(person);
    // By the browser's clock the time to decide is not over.
    tide.world.now = new Date();
    await untilApprovalIsAsked(tide.world);
  });
  afterAll(async () => {
    await browser?.close();
    await tide?.close();
  });

  async function opened() {
    if (browser === null) throw new Error("Without Chromium nothing is opened.");
    return await openPage(await browser.newContext({ viewport: { width: 1280, height: 900 } }));
  }

  it.each(refused)(
    "the API refuses $name, and names the role that it needs",
    async ({ path, role, body }) => {
      const entries = tide.world.entries.length;
      const response = await fetch(`${tide.url}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": "k-1" },
        ...(body === null ? {} : { body: JSON.stringify(body) }),
      });
      expect(response.status).toBe(403);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      expect(await response.json()).toMatchObject({
        type: "/problems/forbidden",
        status: 403,
        detail: expect.stringMatching(new RegExp(` is ${called}; this needs the role ${role}\\.$`)),
      });
      expect([tide.world.given, tide.world.redriven]).toEqual([[], []]);
      expect(tide.world.entries).toHaveLength(entries);
    },
  );

  describe.skipIf(chromium === null)("in the page", () => {
    // Who may see nothing finds no act to press.
    it.each(person === "nobody" ? [] : refused)(
      "$name is there, begins nothing, and says which role it needs",
      async ({ name, role, hash, button }) => {
        const { page, faults } = await opened();
        if (name === "acknowledge") await withAlert(page);
        await page.goto(`${tide.url}/${hash}`);
        const why = `This needs the role ${role}; you have ${person}.`;
        const act = await button(page);
        await expect.poll(() => act.getAttribute("aria-disabled")).toBe("true");
        await act.press("Enter");
        await page.getByText(why).filter({ visible: true }).first().waitFor();
        expect(await page.getByRole("dialog").count()).toBe(0);
        expect(tide.world.given).toEqual([]);
        expect(faults).toEqual([]);
        await page.close();
      },
    );

    it.runIf(person === "nobody")("nothing is shown but who may see it, and no act begins", async () => {
      const { page, faults } = await opened();
      for (const hash of new Set(acts.map((act) => act.hash))) {
        await page.goto(`${tide.url}/${hash}`);
        await page.getByText("Only a reader may do this").first().waitFor();
        for (const act of await page.getByRole("button", { name: /…/ }).all()) {
          expect(await act.getAttribute("title")).toMatch(/^This needs the role operator; you have none\.$/);
        }
      }
      expect(await page.locator("button[aria-disabled=false]", { hasText: "…" }).count()).toBe(0);
      expect(faults).toEqual([]);
      await page.close();
    });
  });
});

/** The page is told of an open alert of the model, which its policy raises for nothing that a test could wait for. */
async function withAlert(page: Page): Promise<void> {
  const alert = {
    ...{ key: "page drift-confirmed", sequence: 1, about: 1, aboutKind: "drift-confirmed", severity: "page" },
    ...{ at: new Date().toISOString(), subject: "tide drifts", acknowledgedBy: null, escalated: false },
  };
  await page.route("**/models/tide", async (route) => {
    const answer = await route.fetch();
    const state: unknown = await answer.json();
    await route.fulfill({ response: answer, json: { ...Object(state), alerts: [alert] } });
  });
}
