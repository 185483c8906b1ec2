import type { DeliveryStatus } from "../api/api-types.ts";
import { answerTo, client } from "../api/client.ts";
import { type Looks, progressPages } from "./progress-pages.ts";
import { type Ask, createResource, type Resource } from "./resource.ts";

/** Everything that was asked for, by its address: who asks for the same has the same. */
const known = new Map<string, Resource<unknown>>();

function resourceAt<Body>(address: string, ask: Ask<Body>): Resource<Body> {
  const found = known.get(address) ?? createResource(ask);
  known.set(address, found);
  // An address has one type of answer.
  return found as Resource<Body>;
}

/** What the views read: a line for each route, in the types of the document. */
export const answers = {
  fleet: () => resourceAt("/models", (headers) => answerTo(client.GET("/models", { headers }))),
  model: (model: string) =>
    resourceAt(`/models/${model}`, (headers) =>
      answerTo(client.GET("/models/{model}", { params: { path: { model } }, headers })),
    ),
  explanation: (model: string, sequence: number) =>
    resourceAt(`/models/${model}/entries/${sequence}`, (headers) =>
      answerTo(
        client.GET("/models/{model}/entries/{sequence}", { params: { path: { model, sequence } }, headers }),
      ),
    ),
  drift: (model: string) =>
    resourceAt(`/models/${model}/drift`, (headers) =>
      answerTo(client.GET("/models/{model}/drift", { params: { path: { model } }, headers })),
    ),
  featureDistribution: (model: string, window: number, feature: string) =>
    resourceAt(`/models/${model}/drift/${window}/features/${feature}`, (headers) =>
      answerTo(
        client.GET("/models/{model}/drift/{window}/features/{feature}", {
          params: { path: { model, window, feature } },
          headers,
        }),
      ),
    ),
  rollouts: (model: string) =>
    resourceAt(`/models/${model}/rollouts`, (headers) =>
      answerTo(client.GET("/models/{model}/rollouts", { params: { path: { model } }, headers })),
    ),
  rolloutProgress: (model: string, rollout: string, looks: Looks) =>
    resourceAt(
      `/models/${model}/rollouts/${rollout}/progress?${looks}`,
      progressPages(model, rollout, looks),
    ),
  alerts: () => resourceAt("/alerts", (headers) => answerTo(client.GET("/alerts", { headers }))),
  costs: (after: string | null) =>
    resourceAt(`/costs?${after ?? ""}`, (headers) =>
      answerTo(
        client.GET("/costs", {
          params: { query: after === null ? {} : { after } },
          headers,
        }),
      ),
    ),
  idle: () => resourceAt("/idle", (headers) => answerTo(client.GET("/idle", { headers }))),
  subscriptions: () => resourceAt("/webhooks", (headers) => answerTo(client.GET("/webhooks", { headers }))),
  deliveries: (name: string, status: DeliveryStatus | null, limit: number) =>
    resourceAt(`/webhooks/${name}/deliveries?${status ?? ""}&${limit}`, (headers) =>
      answerTo(
        client.GET("/webhooks/{name}/deliveries", {
          params: { path: { name }, query: { limit, ...(status === null ? {} : { status }) } },
          headers,
        }),
      ),
    ),
  policy: (model: string) =>
    resourceAt(`/models/${model}/policy`, (headers) =>
      answerTo(client.GET("/models/{model}/policy", { params: { path: { model } }, headers })),
    ),
  modelAt: (model: string, at: number) =>
    resourceAt(`/models/${model}?at=${at}`, (headers) =>
      answerTo(client.GET("/models/{model}", { params: { path: { model }, query: { at } }, headers })),
    ),
};
