import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { temporaryFolder } from "../../../../../test/runner/temporary-folder.ts";
import { createWorld, type LocalWorld } from "../../create-world.ts";
import { download, MissingInput } from "./download.ts";

let world: LocalWorld;
let folder: string;

beforeEach(async () => {
  world = createWorld();
  folder = temporaryFolder();
  for (const key of ["a/train/1.csv", "a/train/deep/2.csv", "a/training.csv", "a/train/"]) {
    await world.objects.put("b", key, Buffer.from(key));
  }
});
afterEach(() => world.close());

function files(): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name).slice(folder.length + 1))
    .sort();
}

it.each([
  ["a folder's content", "s3://b/a/train/", ["1.csv", "deep/2.csv"]],
  ["a single object by its name", "s3://b/a/train/deep/2.csv", ["2.csv"]],
  ["everything that begins with a prefix", "s3://b/a/train", ["1.csv", "deep/2.csv", "training.csv"]],
  [
    "a prefix that ends within a name, below its folder",
    "s3://b/a/trai",
    ["train/1.csv", "train/deep/2.csv", "training.csv"],
  ],
  ["a whole bucket", "s3://b", ["a/train/1.csv", "a/train/deep/2.csv", "a/training.csv"]],
])("downloads %s", async (_, S3Uri, names) => {
  await download(world.objects, { S3Uri }, folder);
  expect(files()).toEqual(names);
});

it("refuses a key that leads out of the folder", async () => {
  await world.objects.put("c", "x/../../outside.txt", Buffer.from("no"));
  await expect(download(world.objects, { S3Uri: "s3://c/x/" }, folder)).rejects.toThrow(MissingInput);
  expect(files()).toEqual([]);
});
