import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import { readTable } from "./read-table.ts";
import { writeTable } from "./write-table.ts";

function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const made = temporaryFolder();
  mkdirSync(join(made, "deep"));
  for (const [name, body] of Object.entries(files)) writeFileSync(join(made, name), body);
  return made;
}

it("reads all files below a folder in the order of their names, each with the header", async () => {
  const made = folder({ "deep/a.csv": "x,y\n1,2\n", "b.csv": '\uFEFFx,y\r\n"3, 3","4\n4"\r\n\r\n' });
  expect(await readTable(made, "None")).toEqual({
    columns: ["x", "y"],
    rows: [
      ["3, 3", "4\n4"],
      ["1", "2"],
    ],
  });
});

it("reads what it has written", async () => {
  const made = temporaryFolder();
  const table = {
    columns: ["a,b", "c"],
    rows: [
      ['"', ""],
      ["line\nline", "é"],
    ],
  };
  await writeTable(made, "table.csv", table);
  expect(await readTable(made, "None")).toEqual(table);
});

it("decompresses what is said to be compressed", async () => {
  const made = folder({ "a.csv.gz": gzipSync("x\n1\n") });
  expect(await readTable(made, "Gzip")).toEqual({ columns: ["x"], rows: [["1"]] });
});

it.each([
  ["a.csv is not compressed with gzip", { "a.csv": "x\n1\n" }, "Gzip"],
  [
    "b.csv has the header x,z; expected x,y as in the file before it.",
    { "a.csv": "x,y\n", "b.csv": "x,z\n" },
    "None",
  ],
  ["a.csv is not CSV: Invalid Record Length", { "a.csv": "x,y\n1\n" }, "None"],
  ['a.csv has two columns named "x".', { "a.csv": "x,x\n1,2\n" }, "None"],
  ["The data is empty; expected CSV with a header.", { "a.csv": "" }, "None"],
] as const)("refuses: %s", async (message, files, compression) => {
  await expect(readTable(folder(files), compression)).rejects.toThrow(message);
});
