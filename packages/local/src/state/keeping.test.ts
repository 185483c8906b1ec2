import { readdirSync } from "node:fs";
import { S3 } from "@aws-sdk/client-s3";
import { ClassicLevel } from "classic-level";
import { afterEach, expect, it, vi } from "vitest";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import { type LocalServer, startLocal } from "../server.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const full = new Error("Database failed", { cause: new Error("No space left on device") });
const clientOf = ({ url }: LocalServer) =>
  new S3({
    endpoint: url,
    region: "eu-west-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    forcePathStyle: true,
  });
const buckets = async (server: LocalServer) =>
  (await clientOf(server).listBuckets({})).Buckets?.map(({ Name }) => Name);

async function started(state: string) {
  const told: string[] = [];
  const server = await startLocal({ state, warn: (line) => told.push(line) });
  await clientOf(server).createBucket({ Bucket: "before" });
  return { server, told };
}

it("tells once that the state cannot be written, tries again, and has nothing lost then", async () => {
  const state = temporaryFolder();
  const { server, told } = await started(state);
  const batch = vi.spyOn(ClassicLevel.prototype, "batch").mockRejectedValue(full);
  await clientOf(server).createBucket({ Bucket: "tides" });
  await expect.poll(() => batch.mock.calls.length).toBeGreaterThan(2);
  expect(told).toEqual([
    `The state in ${state} cannot be written: No space left on device. It is in memory and tried again; make room there, or see who may write there.`,
  ]);

  batch.mockRestore();
  await expect.poll(() => told.at(-1)).toBe(`The state in ${state} is written again; nothing is missing.`);
  await server.close();
  const after = await startLocal({ state });
  expect(await buckets(after)).toEqual(["before", "tides"]);
  await after.close();
});

it("says at its end what is lost, and lets go of the folder all the same", async () => {
  const state = temporaryFolder();
  const { server } = await started(state);
  vi.spyOn(ClassicLevel.prototype, "batch").mockRejectedValue(full);
  await clientOf(server).createBucket({ Bucket: "tides" });
  await expect(server.close()).rejects.toThrow(
    /^What changed since \d{4}-\S+Z is lost: the state in .* could not be written: No space left on device\.$/,
  );

  vi.restoreAllMocks();
  const after = await startLocal({ state });
  expect(await buckets(after)).toEqual(["before"]);
  await after.close();
});

it("leaves nothing open where a start fails, whatever it fails at", async () => {
  const state = temporaryFolder();
  const directory = temporaryFolder();
  const taken = await startLocal();
  const port = Number(new URL(taken.url).port);
  const source = { names: [], durable: new Set<string>(), routes: [], schedules: [] };
  const timers = () =>
    process.getActiveResourcesInfo().filter((each) => /Timeout|TCPServer/.test(each)).length;
  const before = timers();
  await expect(startLocal({ state, directory, port })).rejects.toThrow(`Port ${port} is taken`);
  await expect(startLocal({ state, directory, apiPort: port })).rejects.toThrow(`Port ${port} is taken`);
  const broken = {
    ...source,
    load: () => Promise.reject(new Error()),
    get routes(): never {
      throw new Error("No routes.");
    },
  };
  await expect(startLocal({ state, directory, functions: broken })).rejects.toThrow("No routes.");
  await expect.poll(timers).toBeLessThanOrEqual(before);

  const next = await startLocal({ state });
  await next.close();
  await taken.close();
  expect(readdirSync(state).sort()).toEqual(["services"]);
});
