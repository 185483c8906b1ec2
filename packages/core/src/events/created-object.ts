import * as z from "zod/mini";
import { optionalText, text } from "../schema/fields.ts";
import type { DataFileCreated, ViolationsFileCreated } from "../vocabulary/signal.ts";
import { monitorLayout } from "./monitoring/monitor-layout.ts";
import { eventParser } from "./parser/event-parser.ts";

/** What Model Monitor found; any other file may be data. */
const violations = "/constraint_violations.json";

const detail = () =>
  z.object(
    {
      bucket: z.object({ name: text("the bucket's name") }, "an object with the bucket's name"),
      object: z.object(
        {
          key: text("the object's key"),
          size: z.number("the object's size in bytes").check(z.gte(0, "the object's size in bytes")),
          etag: optionalText("a text or null"),
          "version-id": optionalText("a text or null"),
          sequencer: optionalText("a text or null"),
        },
        "an object with the object's key and size",
      ),
    },
    "an object with the bucket and the object",
  );

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 * Keys arrive as they are (unlike in S3's own notifications, nothing is URL-encoded), so nothing is decoded.
 * Identity: bucket, key, ETag (else version, else sequencer, else time). The ETag comes first because a
 * monitor in continuous upload mode writes the same report several times, each with its own sequencer.
 */
export const createdObject = eventParser<
  ViolationsFileCreated | DataFileCreated,
  z.output<ReturnType<typeof detail>>
>({
  kind: "violations-file-created",
  source: "aws.s3",
  detailTypes: ["Object Created"],
  detail,
  happened: () => null,
  read({ detail: { bucket, object }, at }) {
    const version = object.etag ?? object["version-id"] ?? object.sequencer ?? at;
    const { name } = bucket;
    // Not `identityOf`: bucket keys that differ in case are different objects.
    const identity = (kind: string) => `${kind} s3://${name}/${object.key} ${version}`;
    const file = { at, bucket: name, key: object.key, bytes: object.size };
    if (!object.key.endsWith(violations)) {
      return { signal: { kind: "data-file-created", identity: identity("data-file-created"), ...file } };
    }
    const layout = monitorLayout(object.key.slice(0, -violations.length));
    return {
      signal: {
        kind: "violations-file-created",
        identity: identity("violations-file-created"),
        ...file,
        endpoint: layout?.endpoint ?? null,
        schedule: layout?.schedule ?? null,
        windowEnd: layout?.windowEnd ?? null,
      },
    };
  },
});
