export { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
export { FleetRefused } from "@driftwheel/core/policy/refusal/fault.ts";
export { type RoutedInvocation, routedEndpoint, routedInvocation } from "./assignment/routed-endpoint.ts";
export { type DescribedEndpoint, targetVariant } from "./assignment/target-variant.ts";
