import { randomUUID } from "node:crypto";
import { linesOf } from "./records.ts";

/** A transform that answers in no form that ids can be appended to. */
export class NoPlaceForIds extends Error {
  override readonly name = "NoPlaceForIds";
}

/**
 * Appends an id and the job's start to each record of an answer: two columns of CSV, two fields of an object of JSON.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-batch.html
 */
export function withInferenceIds(answer: Buffer, started: Date): Buffer {
  const time = `${started.toISOString().slice(0, 19)}Z`;
  const lines = linesOf(answer).map((line) => withId(line.toString(), randomUUID(), time));
  return Buffer.from(lines.map((line) => `${line}\n`).join(""));
}

function withId(line: string, id: string, time: string): string {
  if (!/^\s*[{[]/.test(line)) return `${line},${id},${time}`;
  const json = asJson(line);
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new NoPlaceForIds(
      `DataCaptureConfig.GenerateInferenceId appends to CSV and to objects of JSON; the answer is ${line.slice(0, 80)}`,
    );
  }
  return JSON.stringify({ ...json, SageMakerInferenceId: id, SageMakerInferenceTime: time });
}

function asJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
