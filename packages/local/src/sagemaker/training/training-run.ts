import type { LocalImage, World } from "../../world.ts";
import type { TrainingFolders } from "./folders.ts";
import type { SecondaryStatus, TrainingJob, TrainingStatus } from "./training-job.ts";

/** A training job that goes on, and what it goes on with. */
export interface TrainingRun {
  readonly job: TrainingJob;
  readonly image: LocalImage;
  readonly folders: TrainingFolders;
  readonly world: World;
  readonly logStream: string;
  /** Milliseconds from SIGTERM to SIGKILL. */
  readonly grace: number;
  /** Milliseconds between two looks for changed checkpoints. */
  readonly checkpointInterval: number;
  /** Milliseconds from an interruption until there is a machine again. */
  readonly capacityDelay: number;
  readonly now: () => Date;
  /** Records and tells where the job is now. */
  readonly move: (status: TrainingStatus, secondary: SecondaryStatus) => void;
  /** The same for a job that is about to end early; one that is stopping already goes on stopping. */
  readonly stopping: () => void;
}
