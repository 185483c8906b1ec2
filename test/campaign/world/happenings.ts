import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { Fault, Moment, PersonsCommand } from "../faults/fault.ts";
import { concluded } from "../invariants/ledger-words.ts";
import { alarmEvent } from "./alarm-event.ts";
import type { CampaignWorld } from "./campaign-world.ts";
import { changedPolicy, guardAlarm } from "./policy.ts";

type Timed = Extract<Fault, { readonly when: Moment }>;

/** Lets the faults of a plan that have a moment happen at it, until they are told to stop. */
export class Happenings {
  private readonly world: CampaignWorld;
  private readonly seen = new Map<Entry["kind"], number>();
  private open = true;
  private leftForGood = false;

  constructor(world: CampaignWorld, faults: readonly Fault[]) {
    this.world = world;
    const timed = faults.filter((fault): fault is Timed => "when" in fault);
    for (const fault of timed) {
      if ("at" in fault.when) world.time.after(fault.when.at * 1000, () => this.happen(fault));
    }
    world.onEntry(({ kind }) => {
      const nth = (this.seen.get(kind) ?? 0) + 1;
      this.seen.set(kind, nth);
      for (const fault of timed) {
        const { when } = fault;
        if ("after" in when && when.after === kind && when.nth === nth) {
          world.time.after(when.plus * 1000, () => this.happen(fault));
        }
      }
    });
  }

  /** Nothing happens any more, and all is well with the services. */
  stop(): void {
    const { world } = this;
    this.open = false;
    world.weather.clear();
    world.outside.clear();
    world.tracker.clear();
    world.sagemaker.models.lag = 0;
    world.sagemaker.configs.lag = 0;
    world.sagemaker.endpoint.takesBack = 0;
    if (!this.leftForGood) world.inFleet = true;
    world.journal.write({ kind: "phase", text: "the faults stop" });
  }

  private happen(fault: Timed): void {
    if (!this.open) return;
    const { world } = this;
    world.journal.write({ kind: "fault", fault: fault.kind, text: JSON.stringify(fault) });
    switch (fault.kind) {
      case "stale-reads":
      case "throttling":
      case "server-errors":
      case "slow-calls":
      case "access-denied":
      case "resource-limit":
      case "outage":
      case "sns-refuses":
      case "duplicates":
      case "losses":
      case "delays":
        world.weather.begin(fault);
        return;
      case "post-create-lag":
        this.lag(fault.by * 1000, fault.lasts);
        break;
      case "hand-deploys":
        world.people.deploy(fault.to);
        break;
      case "hand-shifts":
        world.people.shift(fault.share);
        break;
      case "hand-deletes":
        world.people.delete();
        break;
      case "config-deleted":
        this.deleteConfig(fault.which);
        break;
      case "policy-changes":
        world.policy = changedPolicy(world.policy, fault.to);
        break;
      case "model-leaves":
        world.inFleet = false;
        this.leave(fault.lasts);
        break;
      case "upgrade":
        world.ledger.outdate();
        break;
      case "scaling":
        this.scale(10);
        break;
      case "taken-back":
        world.sagemaker.endpoint.takesBack++;
        break;
      case "command":
        this.command(fault.name);
        break;
      case "registry-edit":
        this.edit(fault.approval);
        break;
      case "person-uses":
        world.idle?.use(fault.which);
        break;
      case "person-forbids":
        world.idle?.forbid(fault.which);
        break;
      case "person-undoes":
        world.idle?.undo(fault.which);
        break;
      case "guard-alarm":
        world.bus.send(alarmEvent(guardAlarm, world.policy.endpoint, world.time.now()));
        break;
    }
    world.weather.count(fault.kind);
  }

  /** @param lasts seconds; null for good */
  private leave(lasts: number | null): void {
    const { world } = this;
    world.inFleet = false;
    if (lasts === null) this.leftForGood = true;
    else {
      world.time.after(lasts * 1000, () => {
        if (!this.leftForGood) world.inFleet = true;
      });
    }
  }

  private lag(by: number, lasts: number): void {
    const { models, configs } = this.world.sagemaker;
    models.lag = by;
    configs.lag = by;
    this.world.time.after(lasts * 1000, () => {
      models.lag = 0;
      configs.lag = 0;
    });
  }

  private deleteConfig(which: "original" | "trial"): void {
    const { rollout } = this.world.state();
    if (!rollout) return;
    this.world.sagemaker.configs.delete(which === "original" ? rollout.originalConfig : rollout.trialConfig);
  }

  /** Application Auto Scaling tries again while the endpoint changes. */
  private scale(tries: number): void {
    const { endpoint } = this.world.sagemaker;
    const [variant] = endpoint.variants;
    if (!variant) return;
    try {
      endpoint.shift(
        {
          EndpointName: endpoint.name,
          DesiredWeightsAndCapacities: [
            { VariantName: variant.name, DesiredInstanceCount: variant.instances === 2 ? 3 : 2 },
          ],
        },
        "autoscaling",
      );
    } catch {
      if (tries > 1) this.world.time.after(60_000, () => this.scale(tries - 1));
    }
  }

  private command(name: PersonsCommand): void {
    if (name !== "approve" && name !== "reject") {
      this.world.people.give({ name });
      return;
    }
    const newest = Object.values(this.world.state().candidates).at(-1);
    if (newest && !concluded.has(newest.stage)) this.world.people.give({ name, version: newest.version });
  }

  private edit(approval: "Approved" | "Rejected" | "PendingManualApproval"): void {
    const { registry } = this.world.sagemaker;
    const newest = registry.packages.at(-1);
    if (!newest) return;
    registry.update({
      ModelPackageArn: newest.arn,
      ModelApprovalStatus: approval,
      ApprovalDescription: "by hand",
    });
    this.world.journal.write({ kind: "registry", version: newest.version, approval });
  }
}
