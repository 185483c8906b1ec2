import { DescribeEndpointCommand, DescribeEndpointConfigCommand } from "@aws-sdk/client-sagemaker";
import { sageMaker } from "../clients/sagemaker.ts";

/** What an endpoint captures, and where to. */
export interface CaptureSettings {
  readonly enabled: boolean;
  /** False while SageMaker has stopped it. */
  readonly started: boolean;
  /** Percent of the requests. */
  readonly sampling: number;
  readonly destination: string;
  readonly input: boolean;
  readonly output: boolean;
  /** Content types that are captured as text; all others come in BASE64. */
  readonly csvTypes: readonly string[];
  readonly jsonTypes: readonly string[];
}

/** Null for an endpoint that was never told to capture. */
export async function captureSettings(endpoint: string): Promise<CaptureSettings | null> {
  const described = await sageMaker().send(new DescribeEndpointCommand({ EndpointName: endpoint }));
  const { DataCaptureConfig: now, EndpointConfigName } = described;
  if (!now) return null;
  const { DataCaptureConfig: configured } = await sageMaker().send(
    new DescribeEndpointConfigCommand({ EndpointConfigName }),
  );
  const modes = new Set((configured?.CaptureOptions ?? []).map(({ CaptureMode }) => CaptureMode));
  const { CsvContentTypes = [], JsonContentTypes = [] } = configured?.CaptureContentTypeHeader ?? {};
  return {
    enabled: now.EnableCapture ?? false,
    started: now.CaptureStatus === "Started",
    sampling: now.CurrentSamplingPercentage ?? 0,
    destination: now.DestinationS3Uri ?? "",
    input: modes.has("Input") || modes.has("InputAndOutput"),
    output: modes.has("Output") || modes.has("InputAndOutput"),
    csvTypes: CsvContentTypes,
    jsonTypes: JsonContentTypes,
  };
}
