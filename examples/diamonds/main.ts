import { fileURLToPath } from "node:url";
import { runExample } from "@driftwheel/example-shared/run/run-example.ts";
import { checkChampion } from "./mlflow/check.ts";
import { connectRegistry } from "./mlflow/connect.ts";
import { Registry } from "./mlflow/registry.ts";
import { startMlflow } from "./mlflow/server.ts";
import { Team } from "./mlflow/team.ts";
import { names } from "./names.ts";
import { seed } from "./seed.ts";
import { diamondsWorld } from "./world.ts";

/** There once its server has started. */
const started = Promise.withResolvers<Registry>();

await runExample({
  script: "example:diamonds",
  description:
    "A model in MLflow's registry, whose webhooks ask for the retraining and approve what came of it, in about two minutes.",
  needs: { modules: ["mlflow", "sklearn"], requirements: "examples/diamonds/requirements.txt" },
  fleet: fileURLToPath(new URL("driftwheel.config.ts", import.meta.url)),
  world: diamondsWorld,
  async prepare({ clients, say, python, folder, onEnd }) {
    say("starting MLflow's server");
    const server = await startMlflow(python, folder);
    onEnd(() => server.stop());
    const registry = new Registry(server.url, names.registeredModel);
    await seed(clients, server.url, say);
    // Its version of the package that was just deployed: the first.
    await registry.setAlias("champion", "1");
    started.resolve(registry);
  },
  async deployed(preparation) {
    const { clients, say, onEnd } = preparation;
    const registry = await started.promise;
    say("connecting MLflow and Driftwheel by webhooks");
    await connectRegistry(registry, preparation);
    const team = new Team(registry, clients.cloudwatch, say);
    team.start();
    onEnd(() => team.stop());
  },
  check: async ({ clients, say }) => checkChampion(await started.promise, clients.sagemaker, say),
});
