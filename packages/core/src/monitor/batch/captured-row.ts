import { isJson, type TransformedRow } from "./transformed-row.ts";

/**
 * A row of a batch as a line of data capture, which everything that reads captures reads: one request and its answer.
 *
 * @param row.name stands for the row where it has no inference id: its output file and its place there
 * @param row.at when the job's captures were written, milliseconds since 1970
 */
export function capturedRow(row: {
  readonly input: string;
  readonly transformed: TransformedRow;
  readonly name: string;
  readonly at: number;
}): string {
  const { answer, inferenceId } = row.transformed;
  return JSON.stringify({
    captureData: { endpointInput: side(row.input, "INPUT"), endpointOutput: side(answer, "OUTPUT") },
    eventMetadata: {
      eventId: inferenceId ?? row.name,
      ...(inferenceId !== null && { inferenceId }),
      inferenceTime: new Date(row.at).toISOString(),
    },
    eventVersion: "0",
  });
}

function side(data: string, mode: "INPUT" | "OUTPUT") {
  const json = isJson(data);
  return {
    observedContentType: json ? "application/json" : "text/csv",
    mode,
    data,
    encoding: json ? "JSON" : "CSV",
  };
}

/** Why an output's rows are judged with none of its input's, in a sentence that names both; null when there are as many. */
export function misaligned(
  { input, output }: { readonly input: string; readonly output: string },
  { asked, answered }: { readonly asked: number; readonly answered: number },
): string | null {
  return asked === answered
    ? null
    : `${output}: has ${answered} lines; expected ${asked}, one for each line of its input ${input}`;
}
