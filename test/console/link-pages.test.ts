import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createLedgerApi } from "@driftwheel/api/ledger-api.ts";
import { approvalContent } from "@driftwheel/api/links/pages/approval.ts";
import { page as pageOf } from "@driftwheel/api/links/pages/page.ts";
import { approvalSubject } from "@driftwheel/api/links/subject.ts";
import { featureDistributionOf } from "@driftwheel/api/views/drift.ts";
import { replay } from "@driftwheel/core/decider/evolve.ts";
import { fleetOf, policyFor } from "@driftwheel/core/policy/testing/fleet.ts";
import axe from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sampleLedger } from "../../packages/cli/test/sample-ledger.ts";
import { chromiumInCi, openChromium, openPage } from "./chromium.ts";
import { driftEntries, statisticsText } from "./drift-ledger.ts";

const chromium = chromiumInCi();

describe.skipIf(chromium === null)("the page behind a link to approve, in Chromium", () => {
  let server: Server;
  let browser: Browser;
  let url: string;

  beforeAll(async () => {
    const policy = policyFor("frost");
    const request = sampleLedger.find((entry) => entry.kind === "approval-requested");
    const [drifted] = driftEntries("frost", 1, Date.now());
    if (!request || drifted?.kind !== "signal-observed" || !drifted.data.window) {
      throw new Error("The ledgers ask for an approval, and have a window.");
    }
    const wind = await featureDistributionOf("wind", drifted.data.window, [], policy, {
      warn: console.warn,
      distributions: { window: async () => statisticsText(12), baseline: async () => statisticsText(8) },
    });
    const app = createLedgerApi({
      fleet: fleetOf({ frost: {} }),
      ledger: { read: async () => sampleLedger, state: async () => replay("frost", sampleLedger) },
      warn: console.warn,
    });
    app.get("/link", (context) =>
      pageOf(
        context,
        200,
        "Approve version 5 of frost?",
        approvalContent(approvalSubject(request, sampleLedger), policy, [wind]),
      ),
    );
    server = createServer((_request, response) => {
      void (async () => {
        const answer = await app.request("/link");
        response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
      })();
    });
    await new Promise<void>((done) => {
      server.listen(0, "127.0.0.1", done);
    });
    // A server that listens on a port has one.
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    browser = await openChromium(chromium ?? "");
  });
  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });

  it.each([
    ["light", 900],
    ["dark", 900],
    ["dark", 390],
  ] as const)(
    "%s, %i pixels wide: the verdict, the ARN and the picture are all to be seen",
    async (colorScheme, width) => {
      const context = await browser.newContext({
        bypassCSP: true,
        colorScheme,
        viewport: { width, height: 900 },
      });
      const { page, faults } = await openPage(context);
      await page.goto(url);
      for (const seen of [page.getByText("passed"), page.locator("code"), page.getByRole("img")]) {
        const box = await seen.boundingBox();
        expect(box?.width).toBeGreaterThan(20);
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
      }
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      await page.evaluate(axe.source);
      // What axe answers, as far as it is looked at.
      const found = (await page.evaluate("axe.run()")) as {
        readonly violations: readonly {
          readonly id: string;
          readonly nodes: readonly { readonly html: string }[];
        }[];
      };
      expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(faults).toEqual([]);
      await context.close();
    },
  );

  it("its policy is kept: nothing of it is stopped", async () => {
    const context = await browser.newContext({ viewport: { width: 900, height: 900 } });
    const { page, faults } = await openPage(context);
    await page.goto(url);
    await page.getByText("passed").waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});
