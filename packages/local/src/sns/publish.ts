import { randomUUID } from "node:crypto";
import { z } from "zod";
import { ServiceError } from "../world.ts";
import type { Message } from "./message.ts";
import type { Topics } from "./topics.ts";

const attribute = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});

const entry = z.object({
  Message: z.string().default(""),
  Subject: z.string().optional(),
  MessageStructure: z.string().optional(),
  MessageAttributes: z.record(z.string(), attribute).default({}),
  MessageDeduplicationId: z.string().optional(),
});

const publishRequest = entry.extend({
  TopicArn: z.string().optional(),
  TargetArn: z.string().optional(),
});

const batchRequest = z.object({
  TopicArn: z.string(),
  PublishBatchRequestEntries: z.array(entry.extend({ Id: z.string() })),
});

/** Bytes of a message with its attributes; https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const largest = 256 * 1024;

export function publish(input: unknown, topics: Topics): { MessageId: string } {
  const parsed = publishRequest.safeParse(input);
  if (!parsed.success) throw invalid(z.prettifyError(parsed.error));
  return {
    MessageId: send(topicOf(parsed.data.TopicArn ?? parsed.data.TargetArn, topics), parsed.data, topics),
  };
}

/** Up to ten messages at once; each is told by itself whether it was taken. */
export function publishBatch(input: unknown, topics: Topics): unknown {
  const parsed = batchRequest.safeParse(input);
  if (!parsed.success) throw invalid(z.prettifyError(parsed.error));
  const { TopicArn, PublishBatchRequestEntries: entries } = parsed.data;
  const topicArn = topicOf(TopicArn, topics);
  if (entries.length === 0) {
    throw new ServiceError("EmptyBatchRequest", "The batch request doesn't contain any entries.");
  }
  if (entries.length > 10) {
    throw new ServiceError(
      "TooManyEntriesInBatchRequest",
      "The batch request contains more entries than permissible.",
    );
  }
  const ids = new Set(entries.map(({ Id }) => Id));
  if (ids.size < entries.length) {
    throw new ServiceError(
      "BatchEntryIdsNotDistinct",
      "Two or more batch entries in the request have the same Id.",
    );
  }
  const answers = entries.map((one) => {
    try {
      return { Id: one.Id, MessageId: send(topicArn, one, topics) };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return { Id: one.Id, Code: error.code, Message: error.message, SenderFault: true };
    }
  });
  return {
    Successful: answers.filter((answer) => "MessageId" in answer),
    Failed: answers.filter((answer) => "Code" in answer),
  };
}

/** The topic of that ARN, or the error that the service answers with. */
export function topicOf(arn: string | undefined, topics: Topics): string {
  if (arn === undefined || arn === "") {
    throw invalid("TopicArn or TargetArn Reason: no value for required parameter");
  }
  const parts = arn.split(":").length;
  if (parts < 6) throw invalid(`TopicArn Reason: An ARN must have at least 6 elements, not ${parts}`);
  if (!topics.has(arn)) throw new ServiceError("NotFound", "Topic does not exist", 404);
  return arn;
}

export function invalid(reason: string): ServiceError {
  return new ServiceError("InvalidParameter", `Invalid parameter: ${reason}`);
}

function send(topicArn: string, wanted: z.infer<typeof entry>, topics: Topics): string {
  const { Message: text, Subject: subject, MessageAttributes } = wanted;
  if (text === "") throw invalid("Empty message");
  // No topic here is a FIFO topic.
  if (wanted.MessageDeduplicationId !== undefined) {
    throw invalid(
      "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type",
    );
  }
  const { body, bodies } = bodiesOf(text, wanted.MessageStructure);
  if (subject !== undefined && !/^[\x20-\x7e]{1,100}$/.test(subject)) throw invalid("Subject");
  const attributes = Object.entries(MessageAttributes).map(
    ([name, { DataType, StringValue, BinaryValue }]) => {
      const value = DataType.startsWith("Binary") ? BinaryValue : StringValue;
      if (!value) {
        throw new ServiceError(
          "ParameterValueInvalid",
          `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
        );
      }
      return [name, { type: DataType, value }] as const;
    },
  );
  const size = attributes.reduce(
    (bytes, [name, { type, value }]) => bytes + Buffer.byteLength(name + type + value),
    Buffer.byteLength(text),
  );
  if (size > largest) throw invalid("Message too long");
  const message: Message = {
    id: randomUUID(),
    topicArn,
    subject: subject ?? null,
    body,
    bodies,
    attributes: Object.fromEntries(attributes),
    publishedAt: new Date(),
  };
  topics.publish(message);
  return message.id;
}

const perProtocol = z.record(z.string(), z.unknown());

/**
 * The body for every protocol, and those for single ones; other keys than strings are left out, as the service does.
 * Source: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
function bodiesOf(text: string, structure: string | undefined): Pick<Message, "body" | "bodies"> {
  if (structure === undefined || structure === "") return { body: text, bodies: {} };
  if (structure !== "json") throw invalid("MessageStructure");
  const parsed = perProtocol.safeParse(json(text));
  if (!parsed.success) throw invalid("Message Structure - JSON message body failed to parse");
  const { default: body, ...others } = Object.fromEntries(
    Object.entries(parsed.data).filter((pair): pair is [string, string] => typeof pair[1] === "string"),
  );
  if (body === undefined) throw invalid("Message Structure - No default entry in JSON message body");
  return { body, bodies: others };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
