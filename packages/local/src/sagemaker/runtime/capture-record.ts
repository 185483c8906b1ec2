import type { DataCaptureConfig } from "../endpoint-configs/request.ts";

interface Captured {
  readonly contentType: string;
  readonly body: Buffer;
}

export interface CapturedInvocation {
  readonly eventId: string;
  readonly inferenceId: string | null;
  readonly time: Date;
  readonly input: Captured;
  readonly output: Captured;
}

type Encoding = "CSV" | "JSON" | "BASE64";

/**
 * One line of a capture file.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-endpoint.html
 */
export function captureRecord(config: DataCaptureConfig, invocation: CapturedInvocation): string {
  const { eventId, inferenceId, time, input, output } = invocation;
  const modes = new Set(config.CaptureOptions.map(({ CaptureMode }) => CaptureMode));
  const both = modes.has("InputAndOutput");
  return JSON.stringify({
    captureData: {
      ...(both || modes.has("Input") ? { endpointInput: side(config, "INPUT", input) } : {}),
      ...(both || modes.has("Output") ? { endpointOutput: side(config, "OUTPUT", output) } : {}),
    },
    eventMetadata: {
      eventId,
      ...(inferenceId === null ? {} : { inferenceId }),
      inferenceTime: time.toISOString().replace(/\.\d{3}Z$/, "Z"),
    },
    eventVersion: "0",
  });
}

function side(config: DataCaptureConfig, mode: "INPUT" | "OUTPUT", { contentType, body }: Captured) {
  const encoding = encodingOf(config, contentType);
  return {
    observedContentType: contentType,
    mode,
    data: body.toString(encoding === "BASE64" ? "base64" : "utf8"),
    encoding,
  };
}

/** What the configuration does not call CSV or JSON is captured in base64, as in the service. */
function encodingOf({ CaptureContentTypeHeader: header }: DataCaptureConfig, contentType: string): Encoding {
  const type = mediaType(contentType);
  const named = (types: readonly string[] | undefined) => types?.some((each) => mediaType(each) === type);
  if (named(header?.CsvContentTypes)) return "CSV";
  if (named(header?.JsonContentTypes)) return "JSON";
  return "BASE64";
}

function mediaType(contentType: string): string {
  return (contentType.split(";")[0] ?? "").trim().toLowerCase();
}
