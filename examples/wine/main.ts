import { fileURLToPath } from "node:url";
import { runExample } from "@driftwheel/example-shared/run/run-example.ts";
import { seed } from "./seed.ts";
import { wineWorld } from "./world.ts";

await runExample({
  script: "example:wine",
  description: "Drift, retraining by XGBoost's built-in algorithm, rollout, in about two minutes.",
  needs: { modules: ["xgboost"], requirements: "test/requirements.txt" },
  fleet: fileURLToPath(new URL("driftwheel.config.ts", import.meta.url)),
  world: wineWorld,
  prepare: ({ clients, say }) => seed(clients, say),
});
