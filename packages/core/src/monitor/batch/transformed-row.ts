import { parseJson } from "../../schema/python-json.ts";

/** One answer of a transform job. */
export interface TransformedRow {
  /** The answer without what SageMaker appended to it. */
  readonly answer: string;
  /** What SageMaker appended for ground truth to be joined by; null where the job generated none. */
  readonly inferenceId: string | null;
}

const idField = "SageMakerInferenceId";
const timeField = "SageMakerInferenceTime";
/** `<answer>,<UUID>,<start of the job>`, with or without blanks between, as the page below shows them. */
const appended =
  /^(.*?),\s*([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\s*,\s*\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?\s*$/is;

/**
 * Reads one line of a transform job's output: of CSV the last two columns are the inference id and the job's start when
 * it generated them; of JSON two fields.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-batch.html
 */
export function transformedRow(line: string): TransformedRow {
  if (!isJson(line)) {
    const [, answer, inferenceId] = appended.exec(line) ?? [];
    return answer === undefined || inferenceId === undefined
      ? { answer: line, inferenceId: null }
      : { answer, inferenceId };
  }
  const read = line.includes(idField) ? parseJson(line) : null;
  if (!read?.ok || typeof read.value !== "object" || read.value === null || Array.isArray(read.value)) {
    return { answer: line, inferenceId: null };
  }
  const { [idField]: id, [timeField]: _, ...answer } = read.value as Readonly<Record<string, unknown>>;
  return { answer: JSON.stringify(answer), inferenceId: typeof id === "string" ? id : null };
}

/** A row of CSV begins with neither brace nor bracket. */
export function isJson(line: string): boolean {
  return /^\s*[{[]/.test(line);
}
