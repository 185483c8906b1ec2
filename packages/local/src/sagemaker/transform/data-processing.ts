import { invalid } from "../errors.ts";
import { asText, isObject, type Json } from "../pipelines/expressions/json.ts";
import { readRow, writeRow } from "./csv-row.ts";
import { type JsonPath, NothingThere, pick, readJsonPath } from "./json-path.ts";
import { joined, linesOf } from "./records.ts";
import type { CreateTransformJob } from "./request.ts";

/** What goes to the model and what becomes of its answer, record by record. */
export interface DataProcessing {
  /** The records of a request as the model gets them. Throws NothingThere. */
  input(records: readonly Buffer[]): Buffer;
  /** The answer to them as it is written. Throws NothingThere. */
  output(records: readonly Buffer[], answer: Buffer): Buffer;
}

interface Form {
  read(record: Buffer): Json;
  write(value: Json): string;
  join(input: Json, output: Json): Json;
}

const csv: Form = {
  read: (record) => readRow(record.toString()),
  write: (value) => (Array.isArray(value) ? writeRow(value) : asText(value)),
  join: (input, output) => [
    ...(Array.isArray(input) ? input : [input]),
    ...(Array.isArray(output) ? output : [output]),
  ],
};

const json: Form = {
  read(record) {
    try {
      return JSON.parse(record.toString());
    } catch {
      throw new NothingThere(`The record ${record.toString().slice(0, 80)} is no JSON.`);
    }
  },
  write: (value) => JSON.stringify(value),
  join: (input, output) =>
    isObject(input)
      ? { ...input, SageMakerOutput: output }
      : { SageMakerInput: input, SageMakerOutput: output },
};

/**
 * Filters and join of a job; throws ServiceError for what cannot be.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/batch-transform-data-processing.html
 */
export function dataProcessing(request: CreateTransformJob): DataProcessing {
  const { InputFilter = "$", OutputFilter = "$", JoinSource = "None" } = request.DataProcessing ?? {};
  const input = pathOf("InputFilter", InputFilter);
  const output = pathOf("OutputFilter", OutputFilter);
  const joins = JoinSource === "Input";
  const plain = input.length === 0 && output.length === 0 && !joins;
  if (plain) return { input: joined, output: (_records, answer) => answer };
  const form = formOf(request);
  return {
    input: (records) =>
      input.length === 0
        ? joined(records)
        : joined(records.map((record) => Buffer.from(form.write(pick(input, form.read(record)))))),
    output(records, answer) {
      if (!joins && output.length === 0) return answer;
      const whole = (request.TransformInput.SplitType ?? "None") === "None";
      const answers = whole && form === json ? [answer] : linesOf(answer);
      const asked = whole && form === csv ? records.flatMap(linesOf) : records;
      if (joins && answers.length !== asked.length) {
        throw new NothingThere(
          `The model answered ${asked.length} records with ${answers.length}, which cannot be joined.`,
        );
      }
      const results = answers.map((each, index) => {
        const said = form.read(each);
        const record = asked[index];
        return pick(output, joins && record ? form.join(form.read(record), said) : said);
      });
      return joined(results.map((result) => Buffer.from(form.write(result))));
    },
  };
}

function pathOf(name: string, text: string): JsonPath {
  const path = readJsonPath(text);
  if (path !== null) return path;
  throw invalid(
    `DataProcessing.${name} is "${text}"; what is known are paths such as $, $[1:], $[0,5:], $.features and $['id','SageMakerOutput'].`,
  );
}

function formOf({ TransformInput }: CreateTransformJob): Form {
  const type = TransformInput.ContentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type === "text/csv") return csv;
  if (type === "application/json" || type === "application/jsonlines") return json;
  throw invalid(
    `DataProcessing reads text/csv, application/json and application/jsonlines; TransformInput.ContentType is "${type}".`,
  );
}
