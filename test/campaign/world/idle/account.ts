import type { SimulatedSageMaker } from "../../../world/sagemaker/simulated-sagemaker.ts";
import type { VirtualTime } from "../../../world/virtual-time.ts";
import { IdleResource } from "./resource.ts";

const arnOf = (resource: string) => `arn:aws:sagemaker:eu-central-1:444455556666:${resource}`;
const apps = { lab: "studio-app/d-1/tides/JupyterLab/default", canvas: "studio-app/d-1/ada/Canvas/default" };

/** What a run's account has beside its model: id, ARN, and whether its tag lets it be stopped. */
const resources = [
  ["notebook-instance/shore", "notebook-instance/shore", true],
  ["notebook-instance/pier", "notebook-instance/pier", false],
  ["endpoint/quiet", "endpoint/quiet", true],
  ["studio-domain/d-1", "domain/d-1", true],
  [apps.lab, "app/d-1/tides/jupyterlab/default", true],
  [apps.canvas, "app/d-1/ada/canvas/default", true],
  ["endpoint-config/driftwheel-willow-v2-1-trial", "endpoint-config/driftwheel-willow-v2-1-trial", true],
  ["model/driftwheel-willow-v2-1-model", "model/driftwheel-willow-v2-1-model", true],
] as const;

export const idleIds = resources.map(([id]) => id);

interface AccountSettings {
  readonly time: VirtualTime;
  readonly sagemaker: SimulatedSageMaker;
  /** Names that the model's ledger holds now, in small letters. */
  readonly held: () => ReadonlySet<string>;
}

/** Something of the model's that an idle act deleted, and who held it at that moment. */
export interface Deleted {
  readonly at: number;
  readonly name: string;
  readonly usedBy: string | null;
}

/** The rest of the account, as far as what looks for idle resources asks of it. */
export class IdleAccount {
  readonly resources: ReadonlyMap<string, IdleResource>;
  /** Of the model's own leftovers. */
  readonly deleted: Deleted[] = [];
  readonly time: VirtualTime;
  readonly sagemaker: SimulatedSageMaker;
  private readonly held: () => ReadonlySet<string>;

  constructor({ time, sagemaker, held }: AccountSettings) {
    const at = time.now().getTime();
    this.time = time;
    this.sagemaker = sagemaker;
    this.held = held;
    this.resources = new Map(
      resources.map(([id, arn, isAllowed]) => [id, new IdleResource({ id, arn: arnOf(arn), isAllowed, at })]),
    );
  }

  resource(id: string): IdleResource {
    const found = this.resources.get(id);
    if (!found) throw new Error(`The account has no ${id}.`);
    return found;
  }

  byArn(arn: string): IdleResource | null {
    return [...this.resources.values()].find((one) => one.arn === arn) ?? null;
  }

  /** Deletes a config or a model of the main model's. */
  delete(kind: "config" | "model", name: string): void {
    const { configs, models, endpoint } = this.sagemaker;
    const of = kind === "config" ? configs : models;
    if (!of.has(name)) return;
    const serving = [endpoint.config, ...endpoint.variants.map(({ model }) => model)];
    const usedBy = serving.includes(name) ? "the endpoint" : this.held().has(name) ? "the ledger" : null;
    this.deleted.push({ at: this.time.now().getTime(), name, usedBy });
    of.delete(name);
  }
}
