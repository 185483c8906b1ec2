export { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
export { FleetRefused } from "@driftwheel/core/policy/refusal/fault.ts";
