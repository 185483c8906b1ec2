import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { LocalImage, World } from "../../world.ts";
import { unpack } from "../containers/archive.ts";
import { type ContainerProcess, startContainer } from "../containers/container-process.ts";
import { baseEnvironment } from "../containers/environment.ts";
import { imageEnvironment, withPython } from "../containers/image-python.ts";
import { inFolder } from "../containers/opt-ml.ts";
import { s3Location } from "../containers/s3-location.ts";
import { placeCode } from "../containers/source-code.ts";
import type { ServableContainer } from "../models/models.ts";
import { LoadedModels } from "../multi-model/loaded-models.ts";
import type { Settings } from "../settings.ts";
import { givePortBack, takePort } from "./free-port.ts";

export interface Serving {
  readonly container: ServableContainer;
  readonly image: LocalImage;
  /** The folder that stands for `/opt/ml`. */
  readonly root: string;
  readonly world: World;
  readonly settings: Settings;
  /** Takes each line that the process writes. */
  readonly tell: (line: string) => void;
  /** Milliseconds until the process must answer its first ping. */
  readonly deadline: number;
}

/** A process that ends this often before it was healthy will not get better. */
const mostStarts = 3;
/** Milliseconds between two starts of a process that has died; doubled each time. */
const firstPause = 100;
const longestPause = 5_000;

/**
 * One container of a variant: unpacks its model, runs the image's `serve` command and keeps it running.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html
 */
export class ServingProcess {
  /** Where the model listens; null while it cannot be asked. */
  port: number | null = null;
  /** The models that requests name; null where it serves one. */
  readonly models: LoadedModels | null;
  private readonly serving: Serving;
  private process: ContainerProcess | null = null;
  private ended = false;
  /** How the process ended that was the last to end; empty when none has. */
  private lastWords = "";
  private underWay = 0;
  private idle: (() => void) | null = null;

  constructor(serving: Serving) {
    this.serving = serving;
    const { container, root, world } = serving;
    this.models =
      container.multiModel && container.modelDataUrl !== null
        ? new LoadedModels(root, container.modelDataUrl, world.objects)
        : null;
  }

  /**
   * Null as soon as the model answers its pings, or else why it does not within the deadline, empty when nothing is
   * known. Rejects when there is no model to serve.
   */
  async start(): Promise<string | null> {
    const began = Date.now();
    await this.prepareModel();
    for (let starts = 0; starts < mostStarts && !this.ended; starts++) {
      const left = this.serving.deadline - (Date.now() - began);
      if (left <= 0) break;
      if (await this.launch(left)) return null;
    }
    return this.lastWords;
  }

  /** Counts a request for as long as it runs, so that the process is not ended under it. */
  async during<Result>(request: () => Promise<Result>): Promise<Result> {
    this.underWay += 1;
    try {
      return await request();
    } finally {
      this.underWay -= 1;
      if (this.underWay === 0) this.idle?.();
    }
  }

  /** Ends the process: after its last request, but at the latest after `patience` milliseconds. */
  async end(patience: number): Promise<void> {
    this.ended = true;
    if (this.underWay > 0 && patience > 0) {
      const served = new Promise<void>((resolve) => {
        this.idle = resolve;
      });
      await Promise.race([served, sleep(patience, undefined, { ref: false })]);
    }
    if (this.port !== null) givePortBack(this.port);
    this.port = null;
    await this.process?.end(graceToEnd);
    // What unpacks there may not have noticed yet that it is over.
    await rm(join(this.serving.root, "model"), { recursive: true, force: true, maxRetries: 5 });
  }

  private async prepareModel(): Promise<void> {
    const { container, root, world } = this.serving;
    const model = join(root, "model");
    // What an earlier server has left there, in a folder that is kept.
    await rm(root, { recursive: true, force: true });
    await mkdir(model, { recursive: true });
    const code = container.environment.SAGEMAKER_SUBMIT_DIRECTORY;
    if (code?.startsWith("s3://")) await placeCode(world.objects, root, code);
    if (container.modelDataUrl === null || container.multiModel) return;
    const { bucket, key } = s3Location(container.modelDataUrl);
    const archive = await world.objects.get(bucket, key);
    if (archive === null) throw new Error(`Could not find model data at ${container.modelDataUrl}.`);
    await unpack(archive, model);
  }

  /** Starts the process on a new port; true as soon as it is healthy, and then it is kept so. */
  private async launch(deadline: number): Promise<boolean> {
    const port = await takePort();
    if (this.ended) {
      givePortBack(port);
      return false;
    }
    const process = this.run(port);
    this.process = process;
    const gone = process.exited.then(({ code }) => {
      const line = process.lastLine();
      this.lastWords = `The container exited with code ${code}${line === "" ? "." : `: ${line}`}`;
      return false;
    });
    const healthy = await Promise.race([gone, this.answersPing(port, Date.now() + deadline)]);
    if (!healthy || this.ended) {
      await process.end(graceToEnd);
      givePortBack(port);
      return false;
    }
    this.port = port;
    void this.keepRunning(process, port);
    return true;
  }

  private run(port: number): ContainerProcess {
    const { image, root, world, container, tell } = this.serving;
    const variables = Object.entries(container.environment);
    return startContainer({
      command: withPython(image, image.serve ?? []).map((part) => inFolder(root, part)),
      directory: image.directory,
      environment: {
        ...baseEnvironment(world, root),
        SM_MODEL_DIR: join(root, "model"),
        SAGEMAKER_BIND_TO_PORT: String(port),
        SAGEMAKER_REGION: world.region,
        // By which AWS's toolkit tells it: https://github.com/aws/sagemaker-inference-toolkit, model_server.py
        ...(container.multiModel ? { SAGEMAKER_MULTI_MODEL: "true" } : {}),
        ...imageEnvironment(image),
        ...Object.fromEntries(variables.map(([name, value]) => [name, inFolder(root, value)])),
      },
      logFile: join(root, "serving.log"),
      tell,
    });
  }

  private async answersPing(port: number, until: number): Promise<boolean> {
    while (!this.ended && Date.now() < until) {
      const isHealthy =
        (await answers(port, "/ping")) && (this.models === null || (await answers(port, "/models")));
      if (isHealthy) return true;
      await sleep(this.serving.settings.pingInterval);
    }
    return false;
  }

  private async keepRunning(process: ContainerProcess, port: number): Promise<void> {
    await process.exited;
    if (this.ended) return;
    this.port = null;
    givePortBack(port);
    this.serving.world.log(`sagemaker: a serving process died and is started again (${this.serving.root})`);
    for (let pause = firstPause; !this.ended; pause = Math.min(2 * pause, longestPause)) {
      if (await this.launch(this.serving.deadline)) return;
      await sleep(pause, undefined, { ref: false });
    }
  }
}

/** Milliseconds from SIGTERM to SIGKILL. */
const graceToEnd = 400;
/** The service gives a ping two seconds. */
const pingTimeout = 2_000;

/**
 * A container of many models lists them too, or it is not healthy: https://github.com/pytorch/serve/issues/397
 */
async function answers(port: number, path: "/ping" | "/models"): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      signal: AbortSignal.timeout(pingTimeout),
      headers: { connection: "close" },
    });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}
