import { unchanging } from "../../state/state.ts";
import type { Shared } from "../context.ts";
import { invalid } from "../errors.ts";
import { parse } from "../registry/parse-request.ts";
import { type ExperimentEntity, ExperimentStore } from "./experiment-store.ts";
import {
  association,
  createExperiment,
  createTrial,
  createTrialComponent,
  updateExperiment,
  updateTrial,
  updateTrialComponent,
} from "./request.ts";

type Input = Readonly<Record<string, unknown>>;

interface Association {
  readonly trial: string;
  readonly component: string;
}

/** Experiments, their trials, and what these are of. Jobs that name an experiment write nothing here. */
export class Experiments {
  readonly experiments: ExperimentStore;
  readonly trials: ExperimentStore;
  readonly components: ExperimentStore;
  private readonly associations: Map<string, Association>;

  constructor(shared: Shared) {
    this.experiments = new ExperimentStore(shared, "Experiment");
    this.trials = new ExperimentStore(shared, "Trial");
    this.components = new ExperimentStore(shared, "TrialComponent");
    this.associations = new Map(
      shared.world.state.keep("sagemaker/trial-associations", () => unchanging(this.associations)),
    );
  }

  createExperiment(input: Input): ExperimentEntity {
    const { Tags, ...request } = parse(createExperiment, input);
    return this.experiments.create(request.ExperimentName, request, Tags);
  }

  updateExperiment(input: Input): ExperimentEntity {
    const request = parse(updateExperiment, input);
    return this.experiments.change(request.ExperimentName, given(request));
  }

  deleteExperiment(name: string): ExperimentEntity {
    if (this.trialsOf(this.experiments.find(name).name).length > 0) {
      throw invalid(`Experiment ${name} still has trials: delete them first.`);
    }
    return this.experiments.delete(name);
  }

  createTrial(input: Input): ExperimentEntity {
    const { Tags, ...request } = parse(createTrial, input);
    this.experiments.find(request.ExperimentName);
    return this.trials.create(request.TrialName, request, Tags);
  }

  updateTrial(input: Input): ExperimentEntity {
    const request = parse(updateTrial, input);
    return this.trials.change(request.TrialName, given(request));
  }

  deleteTrial(name: string): ExperimentEntity {
    if (this.componentsOf([this.trials.find(name).name]).length > 0) {
      throw invalid(`Trial ${name} still has trial components: disassociate them first.`);
    }
    return this.trials.delete(name);
  }

  createTrialComponent(input: Input): ExperimentEntity {
    const { Tags, ...request } = parse(createTrialComponent, input);
    return this.components.create(request.TrialComponentName, request, Tags);
  }

  updateTrialComponent(input: Input): ExperimentEntity {
    const { ParametersToRemove, InputArtifactsToRemove, OutputArtifactsToRemove, ...request } = parse(
      updateTrialComponent,
      input,
    );
    const { request: before } = this.components.find(request.TrialComponentName);
    return this.components.change(request.TrialComponentName, {
      ...given(request),
      Parameters: merged(before.Parameters, request.Parameters, ParametersToRemove),
      InputArtifacts: merged(before.InputArtifacts, request.InputArtifacts, InputArtifactsToRemove),
      OutputArtifacts: merged(before.OutputArtifacts, request.OutputArtifacts, OutputArtifactsToRemove),
    });
  }

  deleteTrialComponent(name: string): ExperimentEntity {
    const component = this.components.find(name);
    if ([...this.associations.values()].some((one) => isSame(one.component, component.name))) {
      throw invalid(`Trial component ${name} is still associated with trials: disassociate it first.`);
    }
    return this.components.delete(name);
  }

  associate(input: Input): Input {
    const { trial, component, key } = this.associated(input);
    this.associations.set(key, { trial: trial.name, component: component.name });
    return { TrialArn: trial.arn, TrialComponentArn: component.arn };
  }

  disassociate(input: Input): Input {
    const { trial, component, key } = this.associated(input);
    this.associations.delete(key);
    return { TrialArn: trial.arn, TrialComponentArn: component.arn };
  }

  trialsOf(experiment: string): readonly ExperimentEntity[] {
    return this.trials.all().filter(({ request }) => isSame(String(request.ExperimentName), experiment));
  }

  componentsOf(trials: readonly string[]): readonly ExperimentEntity[] {
    const names = [...this.associations.values()]
      .filter(({ trial }) => trials.some((name) => isSame(trial, name)))
      .map(({ component }) => component);
    return this.components.all().filter(({ name }) => names.includes(name));
  }

  trialsWith(component: string): readonly ExperimentEntity[] {
    const names = [...this.associations.values()]
      .filter((one) => isSame(one.component, component))
      .map(({ trial }) => trial);
    return this.trials.all().filter(({ name }) => names.includes(name));
  }

  private associated(input: Input) {
    const request = parse(association, input);
    const trial = this.trials.find(request.TrialName);
    const component = this.components.find(request.TrialComponentName);
    return { trial, component, key: `${trial.name} ${component.name}`.toLowerCase() };
  }
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function given(request: Input): Input {
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
}

function merged(
  before: unknown,
  added: Input | undefined,
  removed: readonly string[] = [],
): Input | undefined {
  const all = Object.entries({ ...asObject(before), ...added }).filter(([key]) => !removed.includes(key));
  return before === undefined && added === undefined ? undefined : Object.fromEntries(all);
}

function asObject(value: unknown): Input {
  // Maps were checked to be objects when they came in.
  return typeof value === "object" && value !== null ? (value as Input) : {};
}
