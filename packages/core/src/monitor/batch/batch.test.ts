import { describe, expect, it } from "vitest";
import { readCapture } from "../captures/captures.ts";
import { capturedRow, misaligned } from "./captured-row.ts";
import { readManifest } from "./manifest.ts";
import { type CapturedManifest, pairFiles } from "./pair-files.ts";
import { transformedRow } from "./transformed-row.ts";

const id = "1f1d57b1-2e6f-488c-8c30-db4e6d757861";
const at = Date.parse("2026-03-09T13:20:00Z");

describe("a manifest of captured files", () => {
  it("has each file below its prefix", () => {
    expect(readManifest('[{"prefix":"s3://tides/in/"},"a.csv","deep/b.csv"]')).toEqual({
      ok: true,
      manifest: {
        files: [
          { uri: "s3://tides/in/a.csv", name: "a.csv" },
          { uri: "s3://tides/in/deep/b.csv", name: "deep/b.csv" },
        ],
      },
    });
  });

  it.each([
    ["s3://tides/in/a.csv", /^is no JSON; expected a list such as/],
    ['[{"prefix":"/tides/"},"a.csv"]', /^0\.prefix: is "\/tides\/"; expected an S3 location/],
    ['[{"prefix":"s3://tides/"},7]', /^1: is 7; expected a file's name below prefix/],
    ["{}", /expected a list such as/],
  ])("is none in %s, and it is told why", (text, reason) => {
    expect(readManifest(text)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });
});

describe("outputs and inputs", () => {
  const manifest = (name: string, prefix: string, names: readonly string[], when = at): CapturedManifest => ({
    name,
    at: when,
    files: names.map((file) => ({ uri: `${prefix}${file}`, name: file })),
  });
  const output = manifest("x.json", "s3://tides/out/", ["a.csv.out"]);

  it("are paired by their names", () => {
    const both = manifest("y.json", "s3://tides/out/", ["a.csv.out", "deep/b.csv.out"]);
    const inputs = [manifest("z.json", "s3://tides/in/", ["deep/b.csv", "a.csv"])];
    expect(pairFiles(both, inputs).files).toEqual([
      { input: "s3://tides/in/a.csv", output: "s3://tides/out/a.csv.out" },
      { input: "s3://tides/in/deep/b.csv", output: "s3://tides/out/deep/b.csv.out" },
    ]);
  });

  it("of two jobs with the same names are told apart by the manifest's name, then by its files, then by its time", () => {
    const far = manifest("far.json", "s3://tides/far/", ["a.csv"], at - 1_000);
    const near = manifest("near.json", "s3://tides/near/", ["a.csv"], at - 10);
    const more = manifest("more.json", "s3://tides/more/", ["a.csv", "b.csv"], at);
    const same = manifest("x.json", "s3://tides/same/", ["a.csv", "b.csv"], at - 5_000);
    const inputOf = (...inputs: readonly CapturedManifest[]) => pairFiles(output, inputs).files[0]?.input;
    expect(inputOf(far, near, more)).toBe("s3://tides/near/a.csv");
    expect(inputOf(more, far)).toBe("s3://tides/far/a.csv");
    expect(inputOf(far, near, same)).toBe("s3://tides/same/a.csv");
  });

  it("are paired at once where a manifest names fifty thousand", () => {
    const names = Array.from({ length: 50_000 }, (_, index) => `part-${index}.csv`);
    const outputs = manifest("x.json", "s3://tides/out/", names.map((name) => `${name}.out`).toReversed());
    const { files, orphans } = pairFiles(outputs, [manifest("y.json", "s3://tides/in/", names)]);
    expect([files.length, orphans.length]).toEqual([50_000, 0]);
    expect(files[0]).toEqual({
      input: "s3://tides/in/part-49999.csv",
      output: "s3://tides/out/part-49999.csv.out",
    });
  }, 5_000);

  it("without an input are told", () => {
    expect(pairFiles(output, [])).toEqual({ files: [], orphans: ["s3://tides/out/a.csv.out"] });
  });
});

describe("a row of an output", () => {
  it.each([
    [`0.7,${id},2026-03-09T13:00:05Z`, "0.7", id],
    [`1, ${id},2026-03-09T13:00:05Z`, "1", id],
    [`"a, b",0.7,${id},2026-03-09T13:00:05Z\r`, '"a, b",0.7', id],
    ["0.7,0.3", "0.7,0.3", null],
    [`0.7,${id}`, `0.7,${id}`, null],
    [
      `{"score":0.7,"SageMakerInferenceId":"${id}","SageMakerInferenceTime":"2026-03-09T13:00:05Z"}`,
      '{"score":0.7}',
      id,
    ],
    ['{"score":0.7}', '{"score":0.7}', null],
    ['{"SageMakerInferenceId', '{"SageMakerInferenceId', null],
  ])("is read without what SageMaker appended: %s", (line, answer, inferenceId) => {
    expect(transformedRow(line)).toEqual({ answer, inferenceId });
  });

  it("is with its input a line of data capture, which its reader reads", () => {
    const transformed = { answer: '{"score":0.7}', inferenceId: id };
    const read = readCapture(capturedRow({ input: "1.5,2,sun", transformed, name: "a.out#1", at }));
    expect(read).toMatchObject({
      ok: true,
      time: at,
      inferenceId: id,
      data: "1.5,2,sun",
      contentType: "text/csv",
      answer: { data: '{"score":0.7}', encoding: "JSON" },
    });
    const without = capturedRow({
      input: "[1]",
      transformed: { answer: "1", inferenceId: null },
      name: "n",
      at,
    });
    expect(readCapture(without)).toMatchObject({ ok: true, inferenceId: null, eventId: "n" });
  });

  it("fits its input only where both have as many lines", () => {
    const file = { input: "s3://tides/in/a.csv", output: "s3://tides/out/a.csv.out" };
    expect(misaligned(file, { asked: 3, answered: 3 })).toBeNull();
    expect(misaligned(file, { asked: 3, answered: 2 })).toBe(
      "s3://tides/out/a.csv.out: has 2 lines; expected 3, one for each line of its input s3://tides/in/a.csv",
    );
  });
});
