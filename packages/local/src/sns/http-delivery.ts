import { bodyFor, type Message } from "./message.ts";
import type { Subscription } from "./subscription.ts";

/** How long to wait before each attempt, in milliseconds. */
const attempts = [0, 1000, 1000];

interface Post {
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * What a subscriber receives: by HTTP, and without the headers by a queue. The signature is a placeholder: there is no certificate to check it with.
 * Source: https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html
 */
export function notification(message: Message, subscription: Subscription, url: string): Post {
  const headers = {
    "x-amz-sns-message-type": "Notification",
    "x-amz-sns-message-id": message.id,
    "x-amz-sns-topic-arn": message.topicArn,
    "x-amz-sns-subscription-arn": subscription.arn,
    "content-type": "text/plain; charset=UTF-8",
    "user-agent": "Amazon Simple Notification Service Agent",
  };
  if (subscription.raw) {
    return {
      endpoint: subscription.endpoint,
      headers: { ...headers, "x-amz-sns-rawdelivery": "true" },
      body: bodyFor(message, subscription.protocol),
    };
  }
  const attributes = Object.entries(message.attributes).map(
    ([name, { type, value }]) => [name, { Type: type, Value: value }] as const,
  );
  const body = {
    Type: "Notification",
    MessageId: message.id,
    TopicArn: message.topicArn,
    ...(message.subject === null ? {} : { Subject: message.subject }),
    Message: bodyFor(message, subscription.protocol),
    Timestamp: message.publishedAt.toISOString(),
    ...signature(url),
    UnsubscribeURL: `${url}/?Action=Unsubscribe&SubscriptionArn=${encodeURIComponent(subscription.arn)}`,
    ...(attributes.length === 0 ? {} : { MessageAttributes: Object.fromEntries(attributes) }),
  };
  return { endpoint: subscription.endpoint, headers, body: JSON.stringify(body) };
}

/** What a new HTTP subscriber receives first; visiting its SubscribeURL confirms the subscription. */
export function confirmation(subscription: Subscription, id: string, url: string): Post {
  const { topicArn, token, endpoint } = subscription;
  return {
    endpoint,
    headers: {
      "x-amz-sns-message-type": "SubscriptionConfirmation",
      "x-amz-sns-message-id": id,
      "x-amz-sns-topic-arn": topicArn,
      "content-type": "text/plain; charset=UTF-8",
      "user-agent": "Amazon Simple Notification Service Agent",
    },
    body: JSON.stringify({
      Type: "SubscriptionConfirmation",
      MessageId: id,
      Token: token,
      TopicArn: topicArn,
      Message: `You have chosen to subscribe to the topic ${topicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
      SubscribeURL: `${url}/?Action=ConfirmSubscription&TopicArn=${encodeURIComponent(topicArn)}&Token=${token}`,
      Timestamp: new Date().toISOString(),
      ...signature(url),
    }),
  };
}

/** Posts until the subscriber answers with success, a few times; tells whether it did. */
export async function deliver({ endpoint, headers, body }: Post, ended: AbortSignal): Promise<boolean> {
  for (const wait of attempts) {
    await new Promise((resolve) => {
      setTimeout(resolve, wait).unref();
    });
    if (ended.aborted) return false;
    try {
      const signal = AbortSignal.any([ended, AbortSignal.timeout(15_000)]);
      const response = await fetch(endpoint, { method: "POST", headers: { ...headers }, body, signal });
      await response.arrayBuffer();
      if (response.ok) return true;
    } catch {
      // Unreachable or too slow: the next attempt may do better.
    }
  }
  return false;
}

function signature(url: string) {
  return {
    SignatureVersion: "1",
    Signature: Buffer.from("not signed by Driftwheel's local AWS").toString("base64"),
    SigningCertURL: `${url}/SimpleNotificationService-local.pem`,
  };
}
