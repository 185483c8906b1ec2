import { pageOf } from "../http/page.ts";
import type { HttpService } from "../http/service.ts";
import { answerQuery } from "../protocols/query.ts";
import type { RpcService } from "../protocols/run-operation.ts";
import { requiredText } from "../validation/members.ts";
import type { Operation, World } from "../world.ts";
import { invalid, publish, publishBatch, topicOf } from "./publish.ts";
import { subscribe, subscriptionAttributes, subscriptionOf, withAttribute } from "./subscribe.ts";
import type { Subscription } from "./subscription.ts";
import type { Topics } from "./topics.ts";

/** SNS: topics, HTTP subscribers of this machine, and messages. */
export function snsService(world: World, topics: Topics): HttpService {
  const service: RpcService = {
    name: "sns",
    model: "sns",
    target: "AmazonSimpleNotificationService",
    operations: new Map(Object.entries(operationsOf(topics))),
  };
  return {
    name: "sns",
    // The links in SNS's own messages are visited without a signature.
    accepts: ({ scope, query }) =>
      scope === "sns" ||
      (scope === null && /^(ConfirmSubscription|Unsubscribe)$/.test(query.get("Action") ?? "")),
    handle: (call) => answerQuery(service, "http://sns.amazonaws.com/doc/2010-03-31/", call, world),
  };
}

function operationsOf(topics: Topics): Record<string, Operation> {
  return {
    CreateTopic: async (input) => {
      const name = requiredText(input, "Name");
      const { DisplayName, FifoTopic } = attributesOf(input);
      if (FifoTopic === "true") {
        throw invalid("FifoTopic Reason: Driftwheel's local AWS does not implement FIFO topics");
      }
      if (!/^[A-Za-z0-9_-]{1,256}$/.test(name)) throw invalid("Topic Name");
      return { TopicArn: topics.create(name, DisplayName) };
    },
    DeleteTopic: async (input) => topics.delete(requiredText(input, "TopicArn")),
    ListTopics: async (input) => {
      const { items, ...rest } = page(topics.arns, input);
      return { Topics: items.map((TopicArn) => ({ TopicArn })), ...rest };
    },
    GetTopicAttributes: async (input) => {
      const arn = topicOf(requiredText(input, "TopicArn"), topics);
      const subscriptions = topics.subscriptionsOf(arn);
      return {
        Attributes: new Map([
          ["TopicArn", arn],
          ["Owner", arn.split(":")[4] ?? ""],
          ["DisplayName", topics.displayNameOf(arn)],
          ["SubscriptionsDeleted", "0"],
          ["SubscriptionsConfirmed", String(subscriptions.filter(({ confirmed }) => confirmed).length)],
          ["SubscriptionsPending", String(subscriptions.filter(({ confirmed }) => !confirmed).length)],
        ]),
      };
    },
    Publish: async (input) => publish(input, topics),
    PublishBatch: async (input) => publishBatch(input, topics),
    Subscribe: async (input) => subscribe(input, topics),
    ConfirmSubscription: async (input) => {
      const subscription = topics.confirm(
        topicOf(requiredText(input, "TopicArn"), topics),
        requiredText(input, "Token"),
      );
      if (!subscription) throw invalid("Token");
      return { SubscriptionArn: subscription.arn };
    },
    Unsubscribe: async (input) => topics.unsubscribe(requiredText(input, "SubscriptionArn")),
    ListSubscriptions: async (input) => {
      const { items, ...rest } = page(topics.subscriptions, input);
      return { Subscriptions: items.map(listed), ...rest };
    },
    ListSubscriptionsByTopic: async (input) => {
      const found = topics.subscriptionsOf(topicOf(requiredText(input, "TopicArn"), topics));
      const { items, ...rest } = page(found, input);
      return { Subscriptions: items.map(listed), ...rest };
    },
    GetSubscriptionAttributes: async (input) => ({
      Attributes: subscriptionAttributes(subscriptionOf(requiredText(input, "SubscriptionArn"), topics)),
    }),
    SetSubscriptionAttributes: async (input) => {
      const subscription = subscriptionOf(requiredText(input, "SubscriptionArn"), topics);
      const value = typeof input.AttributeValue === "string" ? input.AttributeValue : "";
      topics.change(withAttribute(subscription, requiredText(input, "AttributeName"), value));
    },
  };
}

/** The service's model has made sure of them. */
function attributesOf({ Attributes = {} }: Readonly<Record<string, unknown>>) {
  return Attributes as Readonly<Record<string, string>>;
}

/** A hundred at a time: https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html */
function page<Item>(items: readonly Item[], { NextToken }: Readonly<Record<string, unknown>>) {
  const request = { NextToken: typeof NextToken === "string" ? NextToken : undefined };
  return pageOf(items, request, { defaultSize: 100, invalidToken: () => invalid("NextToken") });
}

function listed({ arn, topicArn, protocol, endpoint, confirmed }: Subscription) {
  return {
    SubscriptionArn: confirmed ? arn : "PendingConfirmation",
    Owner: topicArn.split(":")[4],
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topicArn,
  };
}
