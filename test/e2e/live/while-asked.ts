import { nights } from "@driftwheel/example-frost/world/nights.ts";
import type { WeatherDay } from "@driftwheel/example-frost/world/weather.ts";
import { Outcomes } from "@driftwheel/example-shared/world/outcomes.ts";
import { Traffic, type TrafficSettings } from "@driftwheel/example-shared/world/traffic.ts";
import type { SmallAws } from "../small-aws.ts";

/** How the model is asked; 60 requests a second unless it says another. */
interface Asking extends Pick<TrafficSettings<WeatherDay>, "invoke"> {
  /** What is asked about; Seattle's days unless it says others. */
  readonly about?: Iterator<WeatherDay>;
  readonly perSecond?: number | undefined;
  readonly concurrency?: number;
  onServed?(served: Parameters<TrafficSettings<WeatherDay>["onServed"]>[0]): void;
  /** Ends what else asks. */
  stop?(): Promise<void>;
}

/**
 * Callers ask about days while something happens, and tell in the evening what turned out.
 *
 * @returns what failed, of requests and of what was told
 */
export async function whileAsked(
  { clients, days }: SmallAws,
  { invoke, about = days.seattle(), perSecond = 60, concurrency = 40, onServed, stop }: Asking,
  act: () => Promise<unknown>,
): Promise<readonly unknown[]> {
  const failed: unknown[] = [];
  const fail = (error: unknown) => failed.push(error);
  const outcomes = new Outcomes(clients, nights);
  const traffic = new Traffic(
    {
      ...{ name: "frost", perSecond, concurrency, invoke, onFailed: fail },
      onServed(served) {
        outcomes.follow(served);
        onServed?.(served);
      },
    },
    about,
  );
  outcomes.start(fail);
  traffic.start();
  try {
    await act();
  } finally {
    await traffic.stop();
    await outcomes.stop();
    await stop?.();
  }
  return failed;
}
