import { fork } from "node:child_process";
import { once } from "node:events";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { builtPage } from "@driftwheel/console/build/built-page.ts";
import type { Browser } from "playwright-core";
import { findChromium, openChromium, openPage } from "../console/chromium.ts";
import { readArguments } from "../runner/arguments.ts";
import { type Size, sizes } from "./console/ledgers.ts";
import { untilFirstView } from "./console/page-clock.ts";
import { firstViews, interactions } from "./console/views.ts";
import { median } from "./median.ts";

const { values } = readArguments(
  { json: { type: "boolean", default: false }, rounds: { type: "string", default: "15" } },
  `npm run -s bench:console -- [--rounds 15] [--json]

The console's views in Chromium over a large fleet, beside the same views over a small one; CHROMIUM names another browser.`,
);

type SizeName = keyof typeof sizes;
const names: readonly SizeName[] = ["large", "small"];
const targets = { "first view": 1_000, interaction: 100 } as const;

const chromium = findChromium();
if (chromium === null) process.exit(1);
// Built before the clock runs; the servers find it in the cache.
await builtPage();
const served = { large: await serve("large"), small: await serve("small") };
const browser = await openChromium(chromium);
const measured = new Map<string, Record<SizeName, number[]>>();
const load: number[] = [];
const rounds = Number(values.rounds);
// The first round starts the browser and both servers, and is not counted.
for (let round = 0; round <= rounds; round += 1) {
  load.push(loadavg()[0] ?? 0);
  for (const size of names) {
    const found = await oneRound(browser, served[size].url);
    if (round === 0) continue;
    for (const [name, milliseconds] of found) {
      const known = measured.get(name) ?? { large: [], small: [] };
      known[size].push(milliseconds);
      measured.set(name, known);
    }
  }
  if (!values.json) process.stderr.write(`\r${round} of ${rounds}`);
}
await browser.close();
for (const { end } of Object.values(served)) end();

const rows = [...measured].map(([name, of]) => {
  const [large, small] = [median(of.large), median(of.small)];
  const kind = firstViews.some((view) => view.name === name) ? "first view" : "interaction";
  return { name, kind, large, small, ratio: large / small, target: targets[kind] };
});
if (values.json) {
  const machine = { processor: cpus()[0]?.model, cores: cpus().length, node: process.version };
  const report = { date: new Date().toISOString(), machine, load: median(load), rounds, sizes, rows };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
} else {
  process.stderr.write("\n");
  console.table(
    rows.map((row) => ({
      ...row,
      large: Math.round(row.large),
      small: Math.round(row.small),
      ratio: Number(row.ratio.toFixed(2)),
    })),
  );
  console.log(`${said(sizes.large)}; beside it ${said(sizes.small)}.`);
  console.log(
    `Medians of ${rounds}; load of the machine ${median(load).toFixed(1)} on ${cpus().length} cores.`,
  );
}

/** Every view as a person who was never there opens it, and then what is done on it. */
async function oneRound(from: Browser, url: string): Promise<readonly (readonly [string, number])[]> {
  const found: (readonly [string, number])[] = [];
  for (const view of firstViews) {
    const context = await from.newContext({ viewport: { width: 1280, height: 900 } });
    context.setDefaultTimeout(60_000);
    const { page, faults } = await openPage(context);
    found.push([view.name, await untilFirstView(page, `${url}/${view.hash}`, view.there)]);
    for (const { name, on, act } of interactions) {
      if (on !== view) continue;
      // Each begins with the view as it was opened, its answers known.
      await page.goto("about:blank");
      await untilFirstView(page, `${url}/${view.hash}`, view.there);
      await page.evaluate("new Promise((done) => requestIdleCallback(done))");
      found.push([name, await act(page)]);
    }
    if (faults.length > 0) throw new Error(`${view.name}: ${faults.join("; ")}`);
    await context.close();
  }
  return found;
}

/** The console over ledgers of a size, in a process of its own. */
async function serve(size: SizeName): Promise<{ readonly url: string; end(): void }> {
  const child = fork(fileURLToPath(new URL("console/run.ts", import.meta.url)), [size]);
  const [message] = await Promise.race([
    once(child, "message"),
    once(child, "exit").then(() => Promise.reject(new Error(`The server of the ${size} fleet ended.`))),
  ]);
  return { url: String(Reflect.get(Object(message), "url")), end: () => child.kill() };
}

function said({ models, entries, looks }: Size): string {
  const [fleet, ledger, trial] = [models, entries, looks].map((count) => count.toLocaleString("en"));
  return `${fleet} models, a ledger of ${ledger} entries, a rollout of ${trial} looks`;
}
