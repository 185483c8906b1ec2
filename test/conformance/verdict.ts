import type { ModelledService } from "../../packages/local/src/service-models/service-model.ts";
import type { ToldError } from "./wire/read-error.ts";

/** Codes that a service has for a request that is wrong in itself, and for nothing else. */
const codes: Readonly<Partial<Record<ModelledService, RegExp>>> = {
  cloudwatch:
    /^(ValidationError|ValidationException|InvalidParameterValue(Exception)?|MissingParameter|MissingRequiredParameterException|MalformedInput|SerializationException)$/,
  logs: /^(InvalidParameterException|SerializationException)$/,
  s3: /^(|InvalidArgument|InvalidRequest|InvalidStorageClass|InvalidLocationConstraint|InvalidBucketName|MalformedXML)$/,
  sns: /^(InvalidParameter|ValidationError|MalformedInput)$/,
};

/** Whether an error says that the request is not what the model allows, whatever it is about. */
export function refusesRequest(service: ModelledService, { code, message }: ToldError): boolean {
  const own = codes[service];
  if (own) return own.test(code);
  return (
    code === "SerializationException" ||
    (/^Validation(Exception|Error)$/.test(code) && message.includes("detected: "))
  );
}
