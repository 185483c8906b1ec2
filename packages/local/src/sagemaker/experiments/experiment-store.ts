import { unchanging } from "../../state/state.ts";
import { ByName } from "../by-name.ts";
import type { Shared } from "../context.ts";
import { invalid, resourceNotFound } from "../errors.ts";
import type { Tag } from "../tags/tag-store.ts";

/** An experiment, a trial or a trial component. */
export interface ExperimentEntity {
  readonly name: string;
  readonly arn: string;
  /** As it was given and changed, without its tags. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly creationTime: Date;
  readonly lastModifiedTime: Date;
}

type Kind = "Experiment" | "Trial" | "TrialComponent";

const arnKinds: Readonly<Record<Kind, string>> = {
  Experiment: "experiment",
  Trial: "experiment-trial",
  TrialComponent: "experiment-trial-component",
};

/** All entities of one kind, by name. */
export class ExperimentStore {
  readonly kind: Kind;
  private readonly byName: ByName<ExperimentEntity>;
  private readonly shared: Shared;

  constructor(shared: Shared, kind: Kind) {
    this.shared = shared;
    this.kind = kind;
    this.byName = new ByName(
      shared.world.state.keep(`sagemaker/${arnKinds[kind]}s`, () => unchanging(this.byName)),
    );
  }

  create(name: string, request: ExperimentEntity["request"], tags: readonly Tag[] = []): ExperimentEntity {
    const arn = this.shared.arn(arnKinds[this.kind], name.toLowerCase());
    if (this.byName.has(name)) {
      throw invalid(
        `${this.kind} names must be unique within an AWS account and region. ${this.kind} with name (${name}) already exists.`,
      );
    }
    const now = this.shared.now();
    const entity = { name, arn, request, creationTime: now, lastModifiedTime: now };
    this.byName.set(name, entity);
    this.shared.tags.add(arn, tags);
    return entity;
  }

  change(name: string, changes: ExperimentEntity["request"]): ExperimentEntity {
    const entity = this.find(name);
    const changed = {
      ...entity,
      request: { ...entity.request, ...changes },
      lastModifiedTime: this.shared.now(),
    };
    this.byName.set(name, changed);
    return changed;
  }

  delete(name: string): ExperimentEntity {
    const entity = this.find(name);
    this.byName.delete(name);
    this.shared.tags.forget(entity.arn);
    return entity;
  }

  find(name: string): ExperimentEntity {
    const entity = this.byName.get(name);
    if (entity) return entity;
    const arn = this.shared.arn(arnKinds[this.kind], name.toLowerCase());
    throw resourceNotFound(`${this.kind} '${arn}' does not exist.`);
  }

  all(): readonly ExperimentEntity[] {
    return [...this.byName.values()];
  }
}
