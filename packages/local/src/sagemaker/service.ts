import type { JsonService, Operation, World } from "../world.ts";
import { createShared, type SageMaker } from "./context.ts";
import { invalid } from "./errors.ts";
import { pipelineOperations } from "./pipelines/operations.ts";
import { registryOperations } from "./registry/operations.ts";
import { defaultSettings, type Settings } from "./settings.ts";
import { tagOperations } from "./tags/operations.ts";

export interface SageMakerService extends JsonService {
  readonly context: SageMaker;
}

/** SageMaker's control plane: every subject's operations, behind one target. */
export function sagemakerService(world: World, settings: Partial<Settings> = {}): SageMakerService {
  const ends: (() => void | Promise<void>)[] = [];
  const shared = createShared(world, { ...defaultSettings, ...settings }, (end) => ends.push(end));
  const notYet = () => Promise.reject(invalid("Not implemented yet."));
  // One object, so that what a subject puts in later is seen by all.
  const context: SageMaker = Object.assign(shared, {
    startTrainingJob: notYet,
    startProcessingJob: notYet,
    createModel: notYet,
  });
  return {
    target: "SageMaker",
    version: "1.1",
    context,
    operations: new Map<string, Operation>([
      ...tagOperations(context),
      ...registryOperations(context),
      ...pipelineOperations(context),
    ]),
    async close() {
      await Promise.all(ends.map((end) => end()));
    },
  };
}
