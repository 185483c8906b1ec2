import type { RolloutProgress } from "../api/api-types.ts";
import { answerTo, client } from "../api/client.ts";
import type { Ask } from "./resource.ts";

/** The API's largest page. */
const limit = 2_000;

/** More than a chart has room for on a usual screen. */
const drawn = 400;

export type Looks = "all" | "drawn";

/**
 * A rollout with all of its looks, or of many those that a picture needs. Looks are only ever added, so that of those which
 * are there already none is asked for again.
 */
export function progressPages(model: string, rollout: string, looks: Looks): Ask<RolloutProgress> {
  let points: RolloutProgress["points"] = [];
  return async (headers) => {
    for (;;) {
      const most = looks === "drawn" ? { most: drawn } : {};
      const query = { after: points.at(-1)?.look ?? 0, limit, ...most };
      const answer = await answerTo(
        client.GET("/models/{model}/rollouts/{rollout}/progress", {
          params: { path: { model, rollout }, query },
          headers,
        }),
      );
      if (answer.kind !== "fresh") return answer;
      points = [...points, ...answer.body.points];
      if (!answer.body.more) return { ...answer, body: { ...answer.body, points } };
    }
  };
}
