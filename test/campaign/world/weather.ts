import { integerBelow, seededIntegers } from "@driftwheel/core/stats/random.ts";
import { serviceError } from "../../world/sagemaker/service-error.ts";
import type { VirtualTime } from "../../world/virtual-time.ts";
import type { Call, Fault, FaultKind } from "../faults/fault.ts";

type Stretch = Extract<Fault, { readonly lasts: number; readonly when: unknown }>;

interface Active {
  readonly fault: Stretch;
  readonly until: number;
  readonly random: () => number;
}

/** What a call meets. */
export interface Met {
  /** Milliseconds that it takes longer. */
  readonly slower: number;
  /** Milliseconds that its answer is old. */
  readonly staleness: number;
  readonly refusal: Error | null;
}

/** What is wrong now with the services, for all who call. */
export class Weather {
  /** How often each kind really was met. */
  readonly met = new Map<FaultKind, number>();
  private active: Active[] = [];
  private readonly time: VirtualTime;

  constructor(time: VirtualTime) {
    this.time = time;
  }

  begin(fault: Stretch): void {
    const salt = "salt" in fault ? fault.salt : 1;
    const until = this.time.now().getTime() + fault.lasts * 1000;
    this.active.push({ fault, until, random: seededIntegers(salt) });
  }

  /** All is well again. */
  clear(): void {
    this.active = [];
  }

  count(kind: FaultKind): void {
    this.met.set(kind, (this.met.get(kind) ?? 0) + 1);
  }

  now<Kind extends Stretch["kind"]>(
    kind: Kind,
  ): { readonly fault: Extract<Stretch, { readonly kind: Kind }>; readonly random: () => number } | null {
    const now = this.time.now().getTime();
    if (this.active.some(({ until }) => until <= now))
      this.active = this.active.filter(({ until }) => until > now);
    const found = this.active.find(({ fault }) => fault.kind === kind);
    // It has just been found by its kind.
    return found ? { fault: found.fault as Extract<Stretch, { kind: Kind }>, random: found.random } : null;
  }

  /** True with a probability of `share`, and then counted. */
  strikes(kind: "stale-reads" | "losses"): boolean {
    const found = this.now(kind);
    if (!found || integerBelow(1000, found.random) >= found.fault.share * 1000) return false;
    this.count(kind);
    return true;
  }

  meet(call: Call): Met {
    if (this.active.length === 0) return { slower: 0, staleness: 0, refusal: null };
    const slow = this.now("slow-calls");
    if (slow) this.count("slow-calls");
    const refusal = this.refusal(call);
    const stale =
      refusal === null && readings.has(call) && this.strikes("stale-reads") ? this.now("stale-reads") : null;
    return {
      slower: slow ? integerBelow(slow.fault.by * 1000, slow.random) : 0,
      staleness: stale ? stale.fault.by * 1000 : 0,
      refusal,
    };
  }

  private refusal(call: Call): Error | null {
    const throttled = this.now("throttling")?.fault;
    if (throttled && concerns(throttled.of, call)) {
      return this.refused("throttling", serviceError("ThrottlingException", "Rate exceeded"));
    }
    const broken = this.now("server-errors")?.fault;
    if (broken && concerns(broken.of, call)) {
      return this.refused(
        "server-errors",
        serviceError(
          "InternalFailure",
          "The request processing has failed because of an unknown error.",
          500,
        ),
      );
    }
    if (this.now("outage"))
      return this.refused("outage", serviceError("ServiceUnavailable", "Service is unavailable", 503));
    const denied = this.now("access-denied")?.fault;
    if (denied?.of.includes(call)) {
      const role = "arn:aws:sts::444455556666:assumed-role/driftwheel/driftwheel";
      return this.refused(
        "access-denied",
        serviceError(
          "AccessDeniedException",
          `User: ${role} is not authorized to perform: sagemaker:${call} on resource: * because no identity-based policy allows the sagemaker:${call} action`,
        ),
      );
    }
    if (limited.has(call) && this.now("resource-limit")) {
      return this.refused(
        "resource-limit",
        serviceError(
          "ResourceLimitExceeded",
          "The account-level service limit 'ml.m5.large for endpoint usage' is 4 Instances, with current utilization of 4 Instances and a request delta of 2 Instances. Please use AWS Service Quotas to request an increase for this quota.",
        ),
      );
    }
    if (call === "Publish") return this.snsRefusal();
    return null;
  }

  private snsRefusal(): Error | null {
    const refusing = this.now("sns-refuses")?.fault;
    if (!refusing) return null;
    switch (refusing.how) {
      case "throttled":
        return this.refused("sns-refuses", serviceError("ThrottledException", "Rate exceeded", 429));
      case "denied":
        return this.refused(
          "sns-refuses",
          serviceError(
            "KMSAccessDeniedException",
            "The ciphertext references a key that doesn't exist or that you don't have access to.",
          ),
        );
      case "down":
        return this.refused(
          "sns-refuses",
          serviceError("InternalErrorException", "Internal server error", 500),
        );
    }
  }

  private refused(kind: FaultKind, error: Error): Error {
    this.count(kind);
    return error;
  }
}

/** Calls that need an instance. */
const limited: ReadonlySet<Call> = new Set([
  "UpdateEndpoint",
  "CreateTrainingJob",
  "CreateHyperParameterTuningJob",
  "CreateAutoMLJobV2",
]);

/** Answers that may be of a moment ago. */
const readings: ReadonlySet<Call> = new Set(["DescribeEndpoint", "DescribeModelPackage"]);

function concerns(of: readonly Call[] | "all", call: Call): boolean {
  return of === "all" || of.includes(call);
}
