import { giveCommand } from "@driftwheel/core/decider/give-command.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { Command } from "@driftwheel/core/vocabulary/command.ts";
import type { CommandGiven } from "@driftwheel/core/vocabulary/signal.ts";
import { sizes } from "../../../stacks/functions/sizes.ts";
import type { SimulatedSageMaker } from "../../world/sagemaker/simulated-sagemaker.ts";
import type { VirtualTime } from "../../world/virtual-time.ts";
import type { Functions } from "./functions.ts";
import type { Journal } from "./journal.ts";
import { model } from "./policy.ts";
import type { CampaignPorts } from "./ports.ts";

interface PeopleSettings {
  readonly time: VirtualTime;
  readonly journal: Journal;
  readonly functions: Functions;
  readonly ports: CampaignPorts;
  readonly sagemaker: SimulatedSageMaker;
  readonly policy: () => ModelPolicy | undefined;
}

const again = 60_000;
/** So often a person, or the tool in his hand, tries again. */
const patience = 300;

/** People: they give commands by the API, and change the endpoint by hand. */
export class People {
  private readonly settings: PeopleSettings;
  private commands = 0;
  private deployments = 0;

  constructor(settings: PeopleSettings) {
    this.settings = settings;
  }

  /** Given again with the same key until it is answered. */
  give(command: Command): void {
    const { time, journal, functions, ports, policy } = this.settings;
    const key = `${command.name}-${++this.commands}`;
    const given: CommandGiven = {
      kind: "command-given",
      identity: `command ${model} ${key}`,
      at: time.now().toISOString(),
      model,
      command,
      by: "ada",
      route: "api",
      reason: "she thinks so",
      expectedSequence: null,
    };
    journal.write({ kind: "given", command: command.name, key });
    const ask = (attempt: number): void => {
      let answered = false;
      const act = async () => {
        const answer = await giveCommand(given, policy(), async () => ports.runtime("command"));
        if (answer.result === "busy") return;
        answered = true;
        journal.write({ kind: "answered", command: command.name, key, answer });
      };
      functions.invoke("command", sizes.command.timeout, act, () => {
        if (!answered && attempt < patience) time.after(again, () => ask(attempt + 1));
      });
    };
    ask(1);
  }

  /** Gives the endpoint another config; refused while it changes, and then tried again. */
  deploy(to: "own" | "first"): void {
    const { sagemaker } = this.settings;
    const config = to === "first" ? "first-config" : `by-hand-${++this.deployments}`;
    if (to === "own") sagemaker.addForeignConfig(config);
    const EndpointName = sagemaker.endpoint.name;
    this.untilTaken("deployed", config, () => {
      if (sagemaker.endpoint.status === "InService") this.takeScalingOff(config);
      return sagemaker.endpoint.update({ EndpointName, EndpointConfigName: config }, "a person");
    });
  }

  /** SageMaker refuses an update that takes a scaled variant away, so a person deregisters it first. */
  private takeScalingOff(config: string): void {
    const { configs, endpoint, scaling } = this.settings.sagemaker;
    const stay = configs.find(config).ProductionVariants?.map(({ VariantName }) => VariantName) ?? [];
    for (const { name } of endpoint.variants) {
      if (!stay.includes(name)) scaling.targets.delete(name);
    }
  }

  /** Gives the last variant another share of the traffic. */
  shift(share: number): void {
    const { sagemaker } = this.settings;
    const EndpointName = sagemaker.endpoint.name;
    this.untilTaken("shifted", "", () => {
      const { variants } = sagemaker.endpoint;
      const DesiredWeightsAndCapacities = variants.map(({ name }, place) => ({
        VariantName: name,
        DesiredWeight: variants.length === 1 ? 1 : place === variants.length - 1 ? share : 100 - share,
      }));
      return sagemaker.endpoint.shift({ EndpointName, DesiredWeightsAndCapacities }, "a person");
    });
  }

  /** Deletes the endpoint. */
  delete(): void {
    const { sagemaker } = this.settings;
    this.untilTaken("deleted", "", () => sagemaker.endpoint.delete("a person"));
  }

  private untilTaken(did: "deployed" | "shifted" | "deleted", config: string, act: () => unknown): void {
    const { time, journal, sagemaker } = this.settings;
    const attempt = (number: number): void => {
      try {
        act();
        journal.write({ kind: "hand", did, config: config || sagemaker.endpoint.config, taken: true });
      } catch {
        if (number < patience) time.after(again / 2, () => attempt(number + 1));
        else journal.write({ kind: "hand", did, config, taken: false });
      }
    };
    attempt(1);
  }
}
