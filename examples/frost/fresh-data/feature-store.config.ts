import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { places } from "../names.ts";
import { frostPolicy } from "../policy.ts";
import { featureGroupName } from "./labelled-nights.ts";

const { labelledData: _labelledData, ...retrain } = frostPolicy.retrain;

/** The example without a monitor of drift: it is retrained when enough labelled nights have come to a feature group. */
export default defineFleet({
  models: {
    frost: {
      ...frostPolicy,
      drift: { monitor: "external", sensitivity: frostPolicy.drift.sensitivity },
      retrain: {
        ...retrain,
        freshData: {
          featureGroup: featureGroupName,
          offlineStore: places.featureStore,
          atLeast: { records: 900 },
          staleAfter: "1 minute",
          readEvery: "2 seconds",
        },
        parameters: {
          LabelledData: { from: "fresh data" },
          WindowStart: { from: "window start" },
          WindowEnd: { from: "window end" },
          ChampionModelData: { from: "champion model data" },
        },
      },
      alerts: {
        ...frostPolicy.alerts,
        notify: ["fresh-data-lost", "candidate-rejected", "rollout-started", "rollout-promoted"],
      },
    },
  },
});
