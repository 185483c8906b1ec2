import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { create } from "tar";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../test/runner/temporary-folder.ts";
import { readWeather, type WeatherDay } from "../world/weather.ts";
import { formatLabelledDays } from "./labelled-days.ts";

const run = promisify(execFile);
const here = import.meta.dirname;

/** A container's folders, and its entry points run in them. */
class Container {
  readonly root = temporaryFolder();
  readonly environment: NodeJS.ProcessEnv = { PATH: process.env.PATH, OPT_ML: this.root, TMPDIR: this.root };

  folder(...path: string[]): string {
    const folder = join(this.root, ...path);
    mkdirSync(folder, { recursive: true });
    return folder;
  }
  run(script: string, parameters: readonly string[] = [], environment: NodeJS.ProcessEnv = {}) {
    return run(process.execPath, [script, ...parameters], {
      cwd: here,
      env: { ...this.environment, ...environment },
    });
  }
  async refusal(script: string, parameters: readonly string[] = []): Promise<string> {
    const failed: { code: number; stderr: string } = await this.run(script, parameters).then(
      () => ({ code: 0, stderr: "" }),
      (error) => error,
    );
    expect(failed.code).toBe(1);
    return failed.stderr;
  }
}

const labelled = (days: readonly WeatherDay[]) =>
  formatLabelledDays(days.map((day) => ({ ...day, servedAt: `${day.date}T12:00:00Z` })));

const seattle = readWeather().filter(({ station }) => station === "Seattle");
const newYork = readWeather().filter(({ station }) => station === "New York");
const evaluationSchema = (folder: string) =>
  JSON.parse(readFileSync(join(folder, "evaluation.json"), "utf8")) as Record<string, never>; // as evaluate.ts wrote it

describe("the image, from labelled days to predictions", () => {
  const container = new Container();
  const path = (...parts: string[]) => container.folder("processing", ...parts);

  beforeAll(async () => {
    writeFileSync(join(path("labelled"), "a.csv"), labelled(seattle.slice(0, 250)));
    writeFileSync(join(path("labelled"), "b.csv"), labelled(seattle.slice(200, 300)));
    await container.run("prepare.ts", ["--window-end", "2012-10-06T12:00:00Z"]);
    await container.run("train.ts", [], {
      SM_CHANNEL_TRAIN: path("train"),
      SM_MODEL_DIR: container.folder("model"),
      SM_HPS: JSON.stringify({ trees: "4", seed: "7" }),
    });
    await create(
      { gzip: true, file: join(path("candidate"), "model.tar.gz"), cwd: container.folder("model") },
      ["model.json"],
    );
  });

  const lines = (file: string) => readFileSync(file, "utf8").trim().split("\n").slice(1);

  it("holds out the newest fifth of the window's days, each day once", () => {
    const train = lines(join(path("train"), "train.csv"));
    const heldOut = lines(join(path("held-out"), "held-out.csv"));
    expect([train.length, heldOut.length]).toEqual([224, 56]);
    const date = (line: string | undefined) => line?.split(",")[2] ?? "";
    expect(date(train.at(-1)) < date(heldOut[0])).toBe(true);
    expect(date(heldOut.at(-1))).toBe("2012-10-06");
  });

  it("writes the baseline of the model's four inputs", () => {
    const statistics: { dataset: { item_count: number }; features: { name: string }[] } = JSON.parse(
      readFileSync(join(path("baseline"), "statistics.json"), "utf8"),
    );
    expect(statistics.dataset.item_count).toBe(280);
    expect(statistics.features.map(({ name }) => name)).toEqual([
      "temp_max",
      "wind",
      "precipitation",
      "month",
    ]);
  });

  it("trains the same model from the same seed", async () => {
    const again = container.folder("again");
    const { stdout } = await container.run("train.ts", [], {
      SM_CHANNEL_TRAIN: path("train"),
      SM_MODEL_DIR: again,
      SM_HPS: JSON.stringify({ trees: "4", seed: "7" }),
    });
    const model = (folder: string) => readFileSync(join(folder, "model.json"), "utf8");
    expect(model(again)).toBe(model(container.folder("model")));
    expect(stdout).toMatch(/train:mae=\d+\.\d+;/);
  });

  it("evaluates the candidate alone when there is no champion", async () => {
    await container.run("evaluate.ts", ["--output", path("alone")]);
    const evaluation = evaluationSchema(path("alone"));
    expect(evaluation).not.toHaveProperty("champion");
    expect(evaluation).toHaveProperty("regression_metrics.mae.standard_deviation", "NaN");
    expect(evaluation).toHaveProperty("held_out_rows", 56);
  });

  it("evaluates the champion on the candidate's held-out rows", async () => {
    await run("cp", [join(path("candidate"), "model.tar.gz"), path("champion")]);
    await container.run("evaluate.ts", ["--output", path("both")]);
    const { regression_metrics, champion } = evaluationSchema(path("both"));
    expect(champion).toEqual({ regression_metrics });
  });

  it("refuses to prepare too few days, and says how many there are", async () => {
    const refusal = await container.refusal("prepare.ts", ["--window-start", "2012-10-01T00:00:00Z"]);
    expect(refusal).toContain("26 different labelled days");
    expect(readFileSync(join(container.root, "output", "message"), "utf8")).toContain(
      "at least 200 are needed",
    );
  });

  it("names the file and the line of a label that is no number", async () => {
    const folder = container.folder("broken");
    writeFileSync(join(folder, "c.csv"), labelled(newYork.slice(0, 2)).replace(/[^,]+\n$/, "cold\n"));
    expect(await container.refusal("prepare.ts", ["--labelled", folder])).toContain(
      'c.csv, line 3: temp_min is "cold"; it must be a number',
    );
  });

  describe("the server", () => {
    let server: ChildProcess;
    let url: string;
    beforeAll(async () => {
      const port = await freePort();
      url = `http://127.0.0.1:${port}`;
      server = spawn(process.execPath, ["serve.ts"], {
        cwd: here,
        env: {
          ...container.environment,
          SM_MODEL_DIR: container.folder("model"),
          SAGEMAKER_BIND_TO_PORT: String(port),
        },
      });
      await untilHealthy(url);
    });
    afterAll(async () => {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
    });

    const invoke = (body: string, type = "text/csv") =>
      fetch(`${url}/invocations`, { method: "POST", body, headers: { "content-type": type } });

    it("answers CSV rows with one low each, plausible for the season", async () => {
      const response = await invoke("25.0,3.1,0,7\n4.2,3.0,8.5,1\n");
      const lows = (await response.text()).split("\n").map(Number);
      expect(response.status).toBe(200);
      expect(lows).toHaveLength(2);
      expect(lows[0]).toBeGreaterThan(8);
      expect(lows[1]).toBeLessThan(6);
    });

    it("answers JSON the same as CSV", async () => {
      const csv = await (await invoke("12.8,4.7,0,4")).text();
      const json = JSON.stringify({ instances: [{ features: [12.8, 4.7, 0, 4] }] });
      const response = await invoke(json, "application/json");
      expect(await response.json()).toEqual({ predictions: [{ score: Number(csv) }] });
    });

    it.each([
      ["a month that does not exist", "12,3,0,13", "row 1: month is 13: must be a whole number from 1 to 12"],
      [
        "a missing value",
        "12,3,0,4\n12,3,4",
        "row 2 has 3 values; expected 4: temp_max,wind,precipitation,month",
      ],
      ["a word for a number", "12,breezy,0,4", 'row 1: wind is "breezy"'],
      ["no rows at all", "", "the request has no rows"],
    ])("refuses %s with the reason", async (_what, body, reason) => {
      const response = await invoke(body);
      expect(response.status).toBe(400);
      expect(await response.text()).toContain(reason);
    });

    it("refuses content types that it does not understand", async () => {
      expect((await invoke("<day/>", "text/xml")).status).toBe(415);
    });
  });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function untilHealthy(url: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const healthy = await fetch(`${url}/ping`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (healthy) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("The server did not become healthy.");
}
