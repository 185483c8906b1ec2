import { expect, it } from "vitest";
import { createWorld } from "../../create-world.ts";
import { sagemakerService } from "../service.ts";
import { pipelineOperations } from "./operations.ts";
import { pipelinesWhenAsked } from "./when-asked.ts";

it("knows by name every operation of pipelines before their code is loaded", async () => {
  const world = createWorld();
  const { context, close } = sagemakerService(world);
  const known = [...pipelinesWhenAsked(context).keys()];
  expect(known).toEqual([...pipelineOperations(context).keys()].toSorted());
  await close();
  world.close();
});
