import type { CreateTransformJob } from "./request.ts";

const newline = 0x0a;
const defaultPayload = 6;

/**
 * A file in the requests that are made of it: whole, a line each, or as many lines as fit.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTransformJob.html#sagemaker-CreateTransformJob-request-BatchStrategy
 */
export function batches(file: Buffer, request: CreateTransformJob): readonly (readonly Buffer[])[] {
  if ((request.TransformInput.SplitType ?? "None") === "None") return file.length === 0 ? [] : [[file]];
  const lines = linesOf(file);
  if (request.BatchStrategy === "SingleRecord") return lines.map((line) => [line]);
  return filled(lines, (request.MaxPayloadInMB || defaultPayload) * 1024 * 1024);
}

/** Lines without their ends; an empty line is no record. */
export function linesOf(file: Buffer): readonly Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < file.length; ) {
    const end = file.indexOf(newline, start);
    const stop = end < 0 ? file.length : end;
    const line = file.subarray(start, file[stop - 1] === 0x0d && stop > start ? stop - 1 : stop);
    if (line.length > 0) lines.push(line);
    start = stop + 1;
  }
  return lines;
}

function filled(lines: readonly Buffer[], most: number): readonly (readonly Buffer[])[] {
  const all: Buffer[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const line of lines) {
    if (size + line.length + 1 > most) {
      all.push([]);
      size = 0;
    }
    all.at(-1)?.push(line);
    size += line.length + 1;
  }
  return all;
}

/** Records one after another, a line each. */
export function joined(records: readonly Buffer[]): Buffer {
  return Buffer.concat(
    records.flatMap((record, index) => (index === 0 ? [record] : [Buffer.from("\n"), record])),
  );
}

/** What the answers to a file's requests become together. */
export function assembled(answers: readonly Buffer[], request: CreateTransformJob): Buffer {
  if (request.TransformOutput.AssembleWith !== "Line") return Buffer.concat(answers);
  // Models that end their last line themselves get no empty one.
  return Buffer.concat(
    answers.flatMap((answer) => (answer.at(-1) === newline ? [answer] : [answer, Buffer.from("\n")])),
  );
}
