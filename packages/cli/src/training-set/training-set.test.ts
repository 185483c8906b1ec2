import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import { type } from "../../test/terminal.ts";

async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const directory = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), content);
  }
  return directory;
}

async function baseline(files: Readonly<Record<string, string | Uint8Array>>, ...words: readonly string[]) {
  const directory = await folderOf(files);
  const { code, out, hints } = await type(["baseline", ...words, "--json", "--windows", "0"], { directory });
  return { code, made: code === 0 ? JSON.parse(out[0] ?? "") : null, said: hints.join("\n") };
}

const namesIn = (made: { features: { name: string }[] }) => made.features.map(({ name }) => name);
const csv = "swell,wind\n1.2,west\n0.4,north\n0.9,west\n";

describe("a training set", () => {
  test.each([
    ["TSV", { "a.tsv": csv.replaceAll(",", "\t") }, []],
    ["a delimiter that is told", { "a.csv": csv.replaceAll(",", ";") }, ["--delimiter", ";"]],
    ["tabs that are told", { "a.csv": csv.replaceAll(",", "\t") }, ["--delimiter", "tab"]],
    ["blanks around its fields", { "a.csv": csv.replaceAll(",", " , ").replaceAll("west", '"west"') }, []],
    ["a byte order mark and CRLF", { "a.csv": `\uFEFF${csv.replaceAll("\n", "\r\n")}` }, []],
    ["gzip", { "a.csv.gz": gzipSync(csv) }, []],
    [
      "two gzips, one after the other",
      { "a.csv.gz": Buffer.concat([gzipSync(csv.slice(0, 20)), gzipSync(csv.slice(20))]) },
      [],
    ],
  ])("may be CSV with %s", async (_, files, options) => {
    const [name = ""] = Object.keys(files);
    const { made } = await baseline(files, name, ...options);
    expect(made).toMatchObject({
      rows: 3,
      features: [
        { name: "swell", type: "Fractional", range: { min: 0.4, max: 1.2 } },
        { name: "wind", type: "String", categories: ["west", "north"] },
      ],
    });
  });

  test("may be JSON lines as Python writes them, packed or not", async () => {
    const lines = '\uFEFF{"a": 1, "b": NaN}\n{"a": Infinity, "b": 2}\n{"a": 3, "b": 4}';
    for (const [name, content] of [
      ["a.json", lines],
      ["a.jsonl.gz", gzipSync(lines)],
    ] as const) {
      const { made } = await baseline({ [name]: content }, name);
      expect(made).toMatchObject({
        rows: 3,
        format: "json-lines",
        features: [
          { name: "a", present: 3, infinite: 1 },
          { name: "b", missing: 1, range: { min: 2, max: 4 } },
        ],
      });
    }
  });

  test("may be a folder as Spark writes it, whose files may have their columns in another order", async () => {
    const { made, said } = await baseline(
      {
        "days/_SUCCESS": "",
        "days/.part-00000.csv.crc": "x",
        "days/part-00000.csv": csv,
        "days/part-00001.csv": "wind,swell\nsouth,2.5\n",
        "days/part-00002.csv": "swell,wind\n",
        "days/part-00003.csv": "",
      },
      "days",
    );
    expect(said).toBe("");
    expect(made).toMatchObject({ rows: 4, files: 4, features: [{ range: { max: 2.5 } }, { distinct: 3 }] });
  });

  test("may be several files without header, whose names are told", async () => {
    const files = { "a.csv": "1.2,west\n", "b.csv": "0.4,north\n" };
    const { made } = await baseline(files, "a.csv", "b.csv", "--no-header", "--columns", "swell,wind");
    expect(made).toMatchObject({ rows: 2, header: { header: false }, features: [{ name: "swell" }, {}] });
  });

  test("has the columns that its folders name", async () => {
    const files = {
      "days/year=2025/part-0.csv": csv,
      "days/year=2026/month=__HIVE_DEFAULT_PARTITION__/part-0.csv": csv,
    };
    const { made } = await baseline(files, "days");
    expect(namesIn(made)).toEqual(["swell", "wind", "year", "month"]);
    expect(made.features[2]).toMatchObject({ distinct: 2, note: "from the names of folders" });
  });

  test("leaves columns out that are told, whatever they hold", async () => {
    const { made } = await baseline({ "a.jsonl": '{"a": 1, "tags": [1]}\n' }, "a.jsonl", "--without", "tags");
    expect(made).toMatchObject({ features: [{ name: "a" }], leftOut: [{ name: "tags", why: "as told" }] });
  });

  test("says of each column what is odd about it", async () => {
    const rows = Array.from({ length: 60 }, (_, at) =>
      [`2026-01-01 10:00:${at}`, at === 7 ? "n.a." : at, `${at},5`, "", 4, at < 9 ? at : `${at},000.5`]
        .map((value) => `"${value}"`)
        .join(";"),
    );
    const { made } = await baseline(
      { "a.csv": `at;count;price;nothing;same;grouped\n${rows.join("\n")}\n` },
      ...["a.csv", "--delimiter", ";"],
    );
    expect(made.features).toMatchObject([
      { note: expect.stringMatching(/^every value is another/) },
      { note: 'texts, because 1 of 60 is no number, such as "n.a."' },
      { note: expect.stringMatching(/decimal comma/) },
      { watched: false, note: "not watched: no row has a number or a text" },
      { note: expect.stringMatching(/^one value only/) },
      { note: expect.stringMatching(/commas between thousands/) },
    ]);
  });

  test.each([
    [
      "every line is one field",
      { "a.csv": csv.replaceAll(",", ";") },
      ["a.csv"],
      "it seems to be divided by ';'. Write --delimiter ';'",
    ],
    ["tabs are not told", { "a.csv": csv.replaceAll(",", "\t") }, ["a.csv"], "it seems to be divided by tab"],
    [
      "decimal commas hide the delimiter",
      { "a.csv": "a;b\n1,5;2,5\n" },
      ["a.csv"],
      "Is it divided by ';'? Write --delimiter ';' then.",
    ],
    [
      "numbers are no names",
      { "a.csv": "1,2\n3,4\n" },
      ["a.csv"],
      "a.csv, line 1: may be a row: its field 1 is the number 1.",
    ],
    [
      "no names are told",
      { "a.csv": "1,2\n" },
      ["a.csv", "--no-header"],
      "--no-header needs the columns' names: --columns a,b,c",
    ],
    [
      "it is UTF-16",
      { "a.csv": Buffer.from(`\uFEFF${csv}`, "utf16le") },
      ["a.csv"],
      "a.csv is UTF-16; expected UTF-8.",
    ],
    [
      "it is Latin 1",
      { "a.csv": Buffer.from("a,b\n1,M\xe4rz\n", "latin1") },
      ["a.csv"],
      "a.csv has bytes that are no UTF-8",
    ],
    [
      "a gzip is torn",
      { "a.csv.gz": gzipSync(csv).subarray(0, 30) },
      ["a.csv.gz"],
      "a.csv.gz cannot be read: unexpected end of file",
    ],
    [
      "a line never ends",
      { "a.csv.gz": gzipSync(Buffer.alloc(3_000_000, 97)) },
      ["a.csv.gz"],
      "a.csv.gz has a line of more than 2000000 characters",
    ],
    [
      "files have other columns",
      { "d/a.csv": csv, "d/b.csv": "swell,tide\n1,2\n" },
      ["d"],
      "d/b.csv, line 1: has other fields than the header before: swell, wind.",
    ],
    [
      "formats are mixed",
      { "d/a.csv": csv, "d/b.jsonl": "{}" },
      ["d"],
      "d/a.csv holds csv, d/b.jsonl json-lines; expected one format.",
    ],
    ["a folder holds no rows", { "d/_SUCCESS": "" }, ["d"], "d: there are no files with rows inside."],
    [
      "a folder is a Delta table",
      { "d/_delta_log/0.json": "{}", "d/a.csv": csv },
      ["d"],
      "d is a Delta table; write its rows anew",
    ],
    [
      "a list of objects is one line",
      { "a.json": '[{"a": 1}]' },
      ["a.json"],
      'to_json(orient="records", lines=True)',
    ],
    [
      "an option is for another format",
      { "a.jsonl": "{}" },
      ["a.jsonl", "--header"],
      "--header is for CSV files",
    ],
  ])("is refused where %s, with what to write", async (_, files, words, reason) => {
    const { code, said } = await baseline(files, ...words);
    expect(code).not.toBe(0);
    expect(said).toContain(reason);
  });
});
