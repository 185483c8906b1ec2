import { unchanging } from "../state/state.ts";
import { ServiceError, type World } from "../world.ts";
import { readDefinition } from "./definition.ts";
import { noStateMachine, notHere } from "./errors.ts";
import type { createStateMachine } from "./requests.ts";
import { type Services, taskOf } from "./tasks.ts";

export interface KnownStateMachine {
  readonly arn: string;
  readonly name: string;
  readonly definition: string;
  readonly roleArn: string;
  readonly creationDate: Date;
}

/** Standard state machines, without versions and aliases. */
export class StateMachines {
  private readonly world: World;
  private readonly services: Services;
  private readonly byArn: Map<string, KnownStateMachine>;

  constructor(world: World, services: Services) {
    this.world = world;
    this.services = services;
    this.byArn = new Map(
      world.state.keep<KnownStateMachine>("states/state-machines", () => unchanging(this.byArn)),
    );
  }

  /** The same name and definition again is the same state machine. */
  async create(request: ReturnType<typeof createStateMachine.parse>): Promise<KnownStateMachine> {
    const { name, definition, roleArn, type, publish } = request;
    if (type === "EXPRESS") throw notHere("express state machines; those of the type STANDARD are");
    if (publish) throw notHere("versions of state machines");
    await readDefinition(definition, (resource) => taskOf(resource, this.services) !== null);
    const { region, account } = this.world;
    const arn = `arn:aws:states:${region}:${account}:stateMachine:${name}`;
    const earlier = this.byArn.get(arn);
    if (earlier && earlier.definition !== definition)
      throw new ServiceError("StateMachineAlreadyExists", `State Machine Already Exists: '${arn}'`);
    const made = earlier ?? { arn, name, definition, roleArn, creationDate: new Date() };
    this.byArn.set(arn, made);
    return made;
  }

  find(arn: string): KnownStateMachine {
    const found = this.byArn.get(arn);
    if (!found) throw noStateMachine(arn);
    return found;
  }

  /** One that is not there is deleted already. */
  delete(arn: string): void {
    this.byArn.delete(arn);
  }

  all(): readonly KnownStateMachine[] {
    return [...this.byArn.values()];
  }
}
