import { fileURLToPath } from "node:url";
import { runExample } from "@driftwheel/example-shared/run/run-example.ts";
import { hasSdk, keptDefinition, madeDefinition } from "./definition.ts";
import { seed } from "./seed.ts";
import { bikesWorld } from "./world.ts";

await runExample({
  script: "example:bikes",
  description: "Drift, retraining by scikit-learn in script mode, rollout, in about two minutes.",
  needs: { modules: ["sklearn"], requirements: "test/requirements.txt" },
  fleet: fileURLToPath(new URL("driftwheel.config.ts", import.meta.url)),
  world: bikesWorld,
  async prepare({ clients, say, local, python, folder }) {
    const sdk = await hasSdk(python);
    await seed(
      clients,
      async () => {
        say(sdk ? "the SageMaker Python SDK makes the pipeline" : "the pipeline is that of pipeline.json");
        return sdk ? await madeDefinition(python, local.url, folder) : keptDefinition();
      },
      say,
    );
  },
});
