import type { ModelPolicy } from "../policy.ts";
import type { Fault } from "../refusal/fault.ts";
import type { Section } from "./section.ts";

/** What of a route a model's kind of serving cannot have. */
export function routeFaults({ serving, route }: ModelPolicy, section: Section): readonly Fault[] {
  if (route === undefined) return [];
  if (serving === "asynchronous" && route.proxy) {
    return [
      section.fault(
        ["route", "proxy"],
        // https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference.html
        "an asynchronous endpoint answers no InvokeEndpoint, which is what the proxy sends",
        {
          remedy:
            "leave it out: callers read the route's parameter themselves, and ask the endpoint that it names",
        },
      ),
    ];
  }
  if (serving === "real time" && !route.proxy) {
    return [
      section.fault(
        ["route"],
        "a real-time endpoint has a trial's variants itself, so that its callers need no other name",
        { remedy: "leave it out, or write proxy: true where the invoke proxy answers for the model" },
      ),
    ];
  }
  return [];
}
