import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { onlyFeatures, readFeatureNames } from "./feature-specification.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "driftwheel-features-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const table = {
  columns: ["ship", "swell", "height", "berth"],
  rows: [
    ["heron", "1.5", "4.2", "north"],
    ["gull", "2.5", "5.1", "south"],
  ],
};
const read = (text: string) => {
  writeFileSync(join(folder, "features.json"), text);
  return readFeatureNames(folder);
};

describe("a feature specification", () => {
  it("names the columns that are learnt from, whose order stays the data's", () => {
    const names = read('{"FeatureAttributeNames": ["berth", "swell"]}');
    expect(onlyFeatures(table, names, "height")).toEqual({
      columns: ["swell", "height", "berth"],
      rows: [
        ["1.5", "4.2", "north"],
        ["2.5", "5.1", "south"],
      ],
    });
  });

  it("that is not there, or names none, leaves all", () => {
    expect(readFeatureNames(join(folder, "nowhere"))).toBeNull();
    expect(onlyFeatures(table, read("{}"), "height")).toEqual(table);
  });

  it.each([
    ['{"FeatureAttributeNames": "swell"}', "must be JSON such as"],
    ["swell", "must be JSON such as"],
    ['{"FeatureDataTypes": {"swell": "numeric"}}', "does not implement FeatureDataTypes"],
  ])("%s is refused", (text, words) => {
    expect(() => read(text)).toThrow(words);
  });

  it.each(["height", "weight"])("cannot name %s, the target or no column", (name) => {
    expect(() => onlyFeatures(table, ["swell", name], "height")).toThrow(
      `names ${name}; features are columns of the data, which are ship, swell, height, berth, without the target.`,
    );
  });
});
