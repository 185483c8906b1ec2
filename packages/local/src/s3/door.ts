import { restInput } from "../protocols/rest-input.ts";
import { serviceModel } from "../service-models/service-model.ts";
import { operationModel, validatorOf } from "../validation/door.ts";
import { tellIgnored } from "../validation/ignored-members.ts";
import type { Violation } from "../validation/violation.ts";
import { WrongType } from "../validation/wrong-type.ts";
import type { World } from "../world.ts";
import { S3Error } from "./s3-error.ts";
import type { S3Request } from "./s3-request.ts";
import { payloadOf } from "./xml-payload.ts";

/** Refuses a request that S3's model does not allow; what is in the body only where that is a document. */
export function checkS3Request(operation: string, request: S3Request, world: World): void {
  const model = serviceModel("s3");
  const { input: shape } = operationModel("s3", operation);
  if (shape === undefined) return;
  const { bucket, key, query, headers, document } = request;
  const input = restInput(model, shape, {
    labels: { ...(bucket === "" ? {} : { Bucket: bucket }), ...(key === "" ? {} : { Key: key }) },
    query,
    headers,
    payload: document === null ? undefined : payloadOf(model, shape, document),
  });
  try {
    const [first] = validatorOf("s3").violations(shape, input);
    if (first) throw refusal(first);
    tellIgnored(world, { service: "s3", operation }, Object.keys(input).filter(isUnread));
  } catch (error) {
    if (!(error instanceof WrongType)) throw error;
    const [member = ""] = error.place.split(".");
    throw inDocument(error.place.split("."), operation)
      ? malformed()
      : invalidArgument(member, input[member], operation);
  }

  function refusal({ path, kind, shown }: Violation): S3Error {
    const [member = ""] = path;
    if (path.at(-1) === "LocationConstraint") {
      return new S3Error("InvalidLocationConstraint", "The specified location-constraint is not valid", 400, {
        LocationConstraint: shown ?? "",
      });
    }
    if (inDocument(path, operation)) return malformed();
    if (kind === "missing") {
      return new S3Error(
        "InvalidRequest",
        `Missing required parameter for this request: ${wireName(operation, String(member))}`,
        400,
      );
    }
    return invalidArgument(String(member), input[String(member)], operation);
  }
}

/** The members that are read here; the others (access control, tags, encryption, locks, versions) do nothing. */
const read =
  /^(Bucket|Key|Body|UploadId|PartNumber|MultipartUpload|Delete|CopySource(Range)?|Metadata(Directive)?|StorageClass|C(ache|ontent)[A-Za-z0-9]+|Expires|Checksum[A-Za-z0-9]+|If(None)?Match|If(Unm|M)odifiedSince|Range|Response[A-Za-z]+|Prefix|Delimiter|MaxKeys|Marker|StartAfter|ContinuationToken|EncodingType|CreateBucketConfiguration)$/;

const unread = new Map<string, boolean>();

function isUnread(member: string): boolean {
  const known = unread.get(member) ?? !read.test(member);
  unread.set(member, known);
  return known;
}

export function malformed(): S3Error {
  return new S3Error(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
    400,
  );
}

/** Codes and words of single members, as https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html lists them, or as moto repeats them. */
const ownErrors: Readonly<Record<string, readonly [code: string, message: string]>> = {
  StorageClass: ["InvalidStorageClass", "The storage class you specified is not valid"],
  MetadataDirective: ["InvalidArgument", "Unknown metadata directive."],
  TaggingDirective: ["InvalidArgument", "Unknown tagging directive."],
  EncodingType: ["InvalidArgument", "Invalid Encoding Method specified in Request"],
  MaxKeys: ["InvalidArgument", "Provided max-keys not an integer or within integer range"],
  PartNumber: ["InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive"],
  CopySource: [
    "InvalidArgument",
    "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
  ],
  ServerSideEncryption: ["InvalidArgument", "The encryption method specified is not supported"],
};

function invalidArgument(member: string, value: unknown, operation: string): S3Error {
  const name = wireName(operation, member);
  const [code, message] = ownErrors[member] ?? ["InvalidArgument", `The value of ${name} is not valid.`];
  return new S3Error(code, message, 400, { ArgumentName: name, ArgumentValue: String(value) });
}

/** `x-amz-storage-class` for `StorageClass`. */
function wireName(operation: string, member: string): string {
  return memberOf(operation, member)?.locationName ?? member;
}

function inDocument([member]: readonly (string | number)[], operation: string): boolean {
  return memberOf(operation, String(member))?.location === undefined;
}

function memberOf(operation: string, member: string) {
  const shape = operationModel("s3", operation).input;
  return shape === undefined ? undefined : serviceModel("s3").shapes[shape]?.members?.[member];
}
