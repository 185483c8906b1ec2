import { z } from "zod";
import { ServiceError } from "../world.ts";
import { type FilterPolicy, parseFilterPolicy } from "./filter-policy.ts";
import { invalid, topicOf } from "./publish.ts";
import type { Subscription } from "./subscription.ts";
import type { Topics } from "./topics.ts";

const request = z.object({
  TopicArn: z.string().optional(),
  Protocol: z.string().default(""),
  Endpoint: z.string().default(""),
  Attributes: z.record(z.string(), z.string()).default({}),
  ReturnSubscriptionArn: z.boolean().default(false),
});

const loopback = ["127.0.0.1", "localhost", "[::1]"];

/** Subscribes a queue of this account, or an HTTP endpoint of this machine. */
export function subscribe(input: unknown, topics: Topics): { SubscriptionArn: string } {
  const parsed = request.safeParse(input);
  if (!parsed.success) throw invalid(z.prettifyError(parsed.error));
  const { TopicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn } = parsed.data;
  const topicArn = topicOf(TopicArn, topics);
  checkEndpoint(Protocol, Endpoint);
  const subscription = topics.subscribe({
    topicArn,
    protocol: Protocol,
    endpoint: Endpoint,
    raw: Attributes.RawMessageDelivery === "true",
    filter: filterOf(Attributes.FilterPolicy, Attributes.FilterPolicyScope),
  });
  const told = subscription.confirmed || ReturnSubscriptionArn;
  return { SubscriptionArn: told ? subscription.arn : "pending confirmation" };
}

function checkEndpoint(protocol: string, endpoint: string): void {
  if (protocol === "sqs") {
    if (!/^arn:aws:sqs:[^:]+:\d{12}:[^:]+$/.test(endpoint)) {
      throw invalid("SQS endpoint ARN");
    }
    return;
  }
  if (protocol !== "http" && protocol !== "https") {
    throw invalid(
      `Protocol Reason: Driftwheel's local AWS does not implement subscriptions by ${protocol || "no protocol"}, only http, https and sqs`,
    );
  }
  const url = URL.parse(endpoint);
  if (url?.protocol !== `${protocol}:`) {
    throw invalid("Endpoint Reason: Endpoint must match the specified protocol");
  }
  if (!loopback.includes(url.hostname)) {
    throw invalid("Endpoint Reason: Driftwheel's local AWS delivers to this machine only");
  }
}

/** The subscription with the attribute as it is wanted. */
export function withAttribute(subscription: Subscription, name: string, value: string): Subscription {
  const { filter } = subscription;
  switch (name) {
    case "RawMessageDelivery":
      return { ...subscription, raw: value === "true" };
    case "FilterPolicy":
      return { ...subscription, filter: filterOf(value, filter?.scope) };
    case "FilterPolicyScope":
      return filter === null
        ? subscription
        : { ...subscription, filter: filterOf(JSON.stringify(filter.pattern), value) };
    default:
      throw invalid("AttributeName");
  }
}

export function subscriptionAttributes(subscription: Subscription): Map<string, string> {
  const { arn, topicArn, protocol, endpoint, confirmed, raw, filter } = subscription;
  return new Map([
    ["SubscriptionArn", arn],
    ["TopicArn", topicArn],
    ["Protocol", protocol],
    ["Endpoint", endpoint],
    ["PendingConfirmation", String(!confirmed)],
    ["RawMessageDelivery", String(raw)],
    ...(filter === null
      ? []
      : ([
          ["FilterPolicy", JSON.stringify(filter.pattern)],
          ["FilterPolicyScope", filter.scope],
        ] as const)),
  ]);
}

export function subscriptionOf(arn: string, topics: Topics): Subscription {
  const subscription = topics.subscription(arn);
  if (!subscription) throw new ServiceError("NotFound", "Subscription does not exist", 404);
  return subscription;
}

function filterOf(text: string | undefined, scope = "MessageAttributes"): FilterPolicy | null {
  if (text === undefined || text === "" || text === "{}") return null;
  const pattern = parseFilterPolicy(text);
  if (!pattern) throw invalid("FilterPolicy: failed to parse JSON");
  return { pattern, scope: scope === "MessageBody" ? "MessageBody" : "MessageAttributes" };
}
