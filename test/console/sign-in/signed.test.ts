import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { type ApiWorld, apiWorld, untilApprovalIsAsked } from "@driftwheel/api/testing/world.ts";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { chromiumInCi, openChromium, openPage } from "../chromium.ts";
import { type Signer, startSignedApi } from "./signed-api.ts";

const chromium = chromiumInCi();
const program = join(import.meta.dirname, "../../../packages/driftwheel/src/main.ts");
const ines: Signer = { accessKeyId: "AKIAINES", secretAccessKey: "of ines", person: "approver" };
const noor: Signer = { accessKeyId: "AKIANOOR", secretAccessKey: "of noor", person: "reader" };
const lin: Signer = { accessKeyId: "AKIALIN", secretAccessKey: "of lin", person: "nobody" };

let world: ApiWorld;
let api: Awaited<ReturnType<typeof startSignedApi>>;
let command: ChildProcessByStdio<null, Readable, Readable> | null = null;

/** Runs `driftwheel console` with these credentials. */
function start({ accessKeyId, secretAccessKey }: Pick<Signer, "accessKeyId" | "secretAccessKey">) {
  command = spawn(process.execPath, [program, "console", "--api", api.url], {
    env: {
      PATH: process.env.PATH,
      HOME: "/nonexistent",
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_REGION: "eu-north-1",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return command;
}

/** The address that it prints. */
async function opened(signer: Signer): Promise<string> {
  const { stdout } = start(signer);
  const [line] = await once(createInterface(stdout), "line");
  return String(line);
}

/** How it ends, and what it says until then. */
async function ended(
  running: ReturnType<typeof start>,
): Promise<{ readonly code: unknown; readonly said: string }> {
  let said = "";
  running.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = await once(running, "exit");
  return { code, said };
}

beforeAll(async () => {
  world = apiWorld();
  world.now = new Date();
  await untilApprovalIsAsked(world);
  api = await startSignedApi(world, [ines, noor, lin]);
});
afterEach(async () => {
  api.over.clear();
  if (command === null || command.exitCode !== null) return;
  const end = once(command, "exit");
  command.kill("SIGTERM");
  expect(await end).toEqual([0, null]);
});
afterAll(async () => {
  await api?.close();
});

describe("the console by the credentials of AWS", () => {
  it("is at an address that nobody knows who was not told it", async () => {
    const url = new URL(await opened(ines));
    expect(url.hostname).toMatch(/^[0-9a-f]{32}\.localhost$/);
    const here = `http://127.0.0.1:${url.port}`;
    const asked = async (headers: Readonly<Record<string, string>>) => {
      const { request } = await import("node:http");
      const sent = request(`${here}/models`, { headers }).end();
      const [answer] = await once(sent, "response");
      answer.resume();
      return Number(answer.statusCode);
    };
    expect(await asked({ host: url.host })).toBe(200);
    expect(await asked({ host: `127.0.0.1:${url.port}` })).toBe(403);
    expect(await asked({ host: `${"0".repeat(32)}.localhost:${url.port}` })).toBe(403);
    expect(await asked({ host: url.host, origin: "https://evil.example.com" })).toBe(403);
  });

  it("does not begin for who may not look, and says so", async () => {
    const forbidden = await ended(start(lin));
    expect(forbidden.code).toBe(5);
    expect(forbidden.said).toMatch(/assumed-role\/Accounting\/lin/);
    const unknown = await ended(start({ ...ines, secretAccessKey: "of somebody else" }));
    expect(unknown.code).toBe(5);
  });
});

describe.skipIf(chromium === null)("the console by the credentials of AWS, in Chromium", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openChromium(chromium ?? "");
  });
  afterAll(async () => {
    await browser?.close();
  });

  it("tells a reader which role a decision needs", async () => {
    const { page, faults } = await openPage(await browser.newContext());
    await page.goto(`${await opened(noor)}#/models/tide`);
    const approve = page.getByRole("button", { name: "Approve…" });
    await approve.waitFor();
    await expect
      .poll(() => approve.getAttribute("title"))
      .toBe("This needs the role approver; you have reader.");
    expect(faults).toEqual([]);
  });

  it("decides in the name of who signs, says when their credentials are over, and goes on when they are renewed", async () => {
    const { page, faults } = await openPage(await browser.newContext());
    await page.goto(`${await opened(ines)}#/models/tide`);
    await page.getByRole("button", { name: "Approve…" }).click();
    const dialog = page.getByRole("dialog", { name: "Approve version 5 of tide?" });
    await dialog.getByLabel(/^Why/).fill("Errors are down, für alle.");
    const confirm = dialog.getByRole("button", { name: "Approve version 5" });
    api.over.add(ines.accessKeyId);
    await confirm.click();
    await dialog
      .getByText(/security token included in the request is expired.*Renew the credentials/)
      .waitFor();
    expect(world.given).toEqual([]);
    api.over.clear();
    await confirm.click();
    await dialog.waitFor({ state: "detached" });
    expect(world.given).toMatchObject([
      { by: "arn:aws:sts::111122223333:assumed-role/Approvers/ines", reason: "Errors are down, für alle." },
    ]);
    expect(faults).toEqual([]);
  });
});
