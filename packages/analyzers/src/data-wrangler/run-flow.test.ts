import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import { runFlow } from "./run-flow.ts";

type Step = readonly [operator: string, parameters: object, trained?: object];

const infer = (schema?: object): Step => {
  const operator = "sagemaker.spark.infer_and_cast_type_0.1";
  return schema ? [operator, {}, { schema }] : [operator, {}];
};
const drop = (...columns: readonly string[]): Step => [
  "sagemaker.spark.manage_columns_0.1",
  { operator: "Drop column", drop_column_parameters: { column_to_drop: columns } },
];

/** A flow as Studio writes it: each step comes of the one before it; the last is `last`. */
function flowOf(steps: readonly Step[], form: object = { s3ContentType: "csv", s3HasHeader: true }) {
  const source = {
    ...{ node_id: "source", type: "SOURCE", operator: "sagemaker.s3_source_0.1", inputs: [] },
    parameters: {
      dataset_definition: {
        __typename: "S3CreateDatasetDefinitionOutput",
        ...{ datasetSourceType: "S3", name: "days", description: null },
        s3ExecutionContext: { __typename: "S3ExecutionContext", s3Uri: "s3://shore/days.csv", ...form },
      },
    },
    outputs: [{ name: "default", sampling: { sampling_method: "sample_by_limit", limit_rows: 2 } }],
  };
  const id = (place: number) => (place === steps.length - 1 ? "last" : `step-${place}`);
  const nodes = steps.map(([operator, parameters, trained], place) => ({
    ...{ node_id: id(place), type: "TRANSFORM", operator, parameters },
    ...(trained ? { trained_parameters: trained } : {}),
    inputs: [{ name: "df", node_id: place === 0 ? "source" : id(place - 1), output_name: "default" }],
    outputs: [{ name: "default" }],
  }));
  return { metadata: { version: 1, disable_limits: false }, nodes: [source, ...nodes] };
}

interface Run {
  readonly data?: Readonly<Record<string, string | Uint8Array>>;
  readonly flow: object;
  readonly given?: readonly string[];
}

/** Runs a flow as a job's container does, and answers the file that it wrote. */
async function exported({ data = {}, flow, given = [] }: Run): Promise<Buffer> {
  const root = temporaryFolder();
  const write = (path: string, body: string | Uint8Array) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), body);
  };
  for (const [name, body] of Object.entries(data)) write(`processing/days/${name}`, body);
  write("processing/flow/days.flow", JSON.stringify(flow));
  const input = (InputName: string) => ({
    InputName,
    S3Input: { S3Uri: "s3://shore/x", LocalPath: `/opt/ml/processing/${InputName}` },
  });
  const output = { OutputName: "last.default", S3Output: { LocalPath: "/opt/ml/processing/output" } };
  write(
    "config/processingjobconfig.json",
    JSON.stringify({
      ...{ ProcessingJobName: "flow-1", ProcessingInputs: [input("flow"), input("days")] },
      ProcessingOutputConfig: { Outputs: [output] },
    }),
  );
  await runFlow({ OPT_ML: root }, given);
  const folder = join(root, "processing/output/flow-1/last/default");
  const [part = "", ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  return readFileSync(join(folder, part));
}

const csv = async (text: string, steps: readonly Step[], form?: object) =>
  (await exported({ data: { "days.csv": text }, flow: flowOf(steps, form) })).toString();

describe("a flow", () => {
  it("types what it reads as Data Wrangler does, all rows of it, and writes it as Spark does", async () => {
    const rows =
      "day,rain,wet,station,seen\n2026-05-04,1.5,true,12,2026-05-04T06:00:00Z\n2026-05-05,2,false,7,2026-05-05 06:30\n2026-05-06,12345678.25,TRUE,8,2026-05-06T06:00:00+02:00\n";
    expect(await csv(rows, [infer()])).toBe(
      [
        "day,rain,wet,station,seen",
        "2026-05-04,1.5,true,12,2026-05-04T06:00:00.000Z",
        "2026-05-05,2.0,false,7,2026-05-05T06:30:00.000Z",
        "2026-05-06,1.234567825E7,true,8,2026-05-06T04:00:00.000Z",
        "",
      ].join("\n"),
    );
  });

  it("casts by the types that it has learned, and leaves out what cannot be", async () => {
    const schema = { station: "long", rain: "float", name: "string" };
    expect(await csv('station,rain,name\n3.7,x,"a, ""b"""\nx,2,\n', [infer(schema)])).toBe(
      'station,rain,name\n3,,"a, ""b"""\n,2.0,\n',
    );
  });

  it("drops, copies and renames columns, drops rows and fills what is missing", async () => {
    const schema = { a: "long", b: "float", c: "string", d: "string" };
    const columns = (operator: string, parameters: object): Step => [
      "sagemaker.spark.manage_columns_0.1",
      { operator, ...parameters },
    ];
    const missing = (operator: string, parameters: object): Step => [
      "sagemaker.spark.handle_missing_0.1",
      { operator, ...parameters },
    ];
    const text = "a,b,c,d\n1,,x,p\n,2.5,y,q\n3,NaN,  ,r\n4,4,z,s\n";
    expect(
      await csv(text, [
        infer(schema),
        drop("d"),
        columns("Duplicate column", { duplicate_column_parameters: { input_column: "a", new_name: "copy" } }),
        columns("Rename column", { rename_column_parameters: { input_column: "c", new_name: "letter" } }),
        missing("Drop missing", {
          drop_missing_parameters: {
            dimension: "Drop Rows",
            drop_rows_parameters: { input_column: "letter" },
          },
        }),
        missing("Fill missing", { fill_missing_parameters: { input_column: ["a", "b"], fill_value: "9" } }),
        ["sagemaker.spark.cast_single_data_type_0.1", { column: "copy", data_type: "string" }],
      ]),
    ).toBe("a,b,letter,copy\n1,9.0,x,1\n9,2.5,y,\n4,4.0,z,4\n");
  });

  it("reads files without a header and with another delimiter, in the order of their names", async () => {
    const form = { s3ContentType: "CSV", s3HasHeader: false, s3FieldDelimiter: ";" };
    const data = { "b.csv": "3;4\n", "a.csv": "1;2\n", _SUCCESS: "" };
    const given = [`--output-config '{"last.default": {"content_type": "CSV", "delimiter": "|"}}'`];
    const text = await exported({ data, flow: flowOf([infer()], form), given });
    expect(text.toString()).toBe("_c0|_c1\n1|2\n3|4\n");
  });

  it("reads and writes Parquet", async () => {
    const columnData = [
      { name: "station", type: "INT32" as const, data: [1, 2] },
      { name: "rain", type: "DOUBLE" as const, data: [0.5, 2] },
      { name: "name", type: "STRING" as const, data: ["x", null], nullable: true },
    ];
    const data = { "a.parquet": new Uint8Array(parquetWriteBuffer({ columnData })) };
    const given = [
      `--output-config '{"last.default": {"content_type": "PARQUET"}}'`,
      "--refit-trained-params '{\"refit\": false}'",
    ];
    const bytes = await exported({ data, flow: flowOf([infer()], { s3ContentType: "parquet" }), given });
    expect(await parquetReadObjects({ file: new Uint8Array(bytes).buffer })).toEqual([
      { station: 1n, rain: 0.5, name: "x" },
      { station: 2n, rain: 2, name: null },
    ]);
  });
});

it("takes a column for numbers only where more than four of five fields of the first thousand rows are", async () => {
  const rows = (numbers: number) =>
    `a,b\n${Array.from({ length: 10 }, (_, row) => `${row < numbers ? "1.50" : ""},x\n`).join("")}`;
  expect((await csv(rows(8), [infer()])).split("\n")[1]).toBe("1.50,x");
  expect((await csv(rows(9), [infer()])).split("\n")[1]).toBe("1.5,x");
});

describe("what is not done here is refused by its name", () => {
  const text = "a,b\n1,2\n";
  const pandas: Step = ["sagemaker.spark.custom_pandas_0.1", { code: "df = df" }];
  it.each<readonly [string, readonly Step[]]>([
    [
      "Step last of the flow (sagemaker.spark.custom_pandas_0.1): this operator is not implemented",
      [infer(), pandas],
    ],
    [
      '"Move column" is not implemented',
      [infer(), ["sagemaker.spark.manage_columns_0.1", { operator: "Move column" }]],
    ],
    [
      '"Impute" is not implemented',
      [infer(), ["sagemaker.spark.handle_missing_0.1", { operator: "Impute" }]],
    ],
    [
      "a cast to date is not implemented",
      [infer(), ["sagemaker.spark.cast_single_data_type_0.1", { column: "a", data_type: "date" }]],
    ],
    ['column_to_drop is "z", which is no column there; expected one of a, b', [infer(), drop("z")]],
    ["types of 3 columns, and the data have 2: c is not there", [infer({ a: "long", b: "long", c: "long" })]],
  ])("%s", async (message, steps) => {
    await expect(csv(text, steps)).rejects.toThrow(message);
  });

  it("sources, arguments and forms of times", async () => {
    await expect(csv("a\n05/04/2026\n", [infer()])).rejects.toThrow(
      "Column a looks like times in another form than ISO 8601",
    );
    await expect(csv("a\n1\n", [infer()], { s3ContentType: "orc" })).rejects.toThrow(
      "s3ContentType orc is not implemented",
    );
    const flow = flowOf([infer()]);
    await expect(exported({ flow: { ...flow, metadata: { version: 2 } } })).rejects.toThrow(
      "metadata.version",
    );
    await expect(
      exported({ data: { "days.csv": text }, flow, given: ["--parameter-override x=1"] }),
    ).rejects.toThrow("--parameter-override is not implemented");
    const [source, ...steps] = flow.nodes;
    const athena = { ...source, operator: "sagemaker.athena_source_0.1" };
    await expect(exported({ flow: { ...flow, nodes: [athena, ...steps] } })).rejects.toThrow(
      "Step source of the flow (sagemaker.athena_source_0.1): this source is not implemented",
    );
  });
});
