import {
  type AppType,
  CreateAppCommand,
  DeleteAppCommand,
  DescribeAppCommand,
  type DescribeAppResponse,
  type ResourceSpec,
} from "@aws-sdk/client-sagemaker";
import type { IdleAct } from "@driftwheel/core/idle/act.ts";
import type { ActOutcome } from "@driftwheel/core/idle/ports.ts";
import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import type { Clock } from "@driftwheel/core/vocabulary/ports.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { alreadyExists, isNotFound } from "../../failure.ts";
import { canvasUse, metricUse } from "../app-use.ts";
import { tagList } from "../tag-list.ts";
import { done, spared } from "./outcome.ts";

type DeleteApp = Extract<IdleAct, { readonly operation: "delete-app" }>;

/** Deletes the app if it is the one that was found, and what proved it idle still does. */
export async function deleteApp(
  act: DeleteApp,
  isAllowed: () => Promise<boolean>,
  clock: Clock,
): Promise<ActOutcome> {
  const { name, createdAt } = act;
  const found = await describe(act);
  if (!found || found.Status === "Deleted" || found.Status === "Deleting")
    return done(`App ${name} is deleted.`);
  if (found.Status !== "InService") return spared(`App ${name} is ${found.Status}.`);
  if (found.CreationTime?.toISOString() !== createdAt) {
    return spared(`App ${name} was made anew after it was found: somebody uses it.`);
  }
  const used = await usedSince(act, clock.now());
  if (used !== null) return spared(`App ${name} ${used}.`);
  if (!(await isAllowed())) return spared(`App ${name} has not the tag any more that allows it.`);
  try {
    await sageMaker().send(new DeleteAppCommand(placeOf(act)));
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  return done(`App ${name} is being deleted; the files of ${act.space ?? act.userProfile} stay.`);
}

/** Makes the app again, on the instance and of the image that it had. */
export async function createApp(act: DeleteApp): Promise<ActOutcome> {
  const { name, resources, tags } = act;
  try {
    await sageMaker().send(
      new CreateAppCommand({
        ...placeOf(act),
        // As ListApps told it.
        ...(resources === null ? {} : { ResourceSpec: resources as ResourceSpec }),
        Tags: tagList(tags),
      }),
    );
  } catch (error) {
    if (!alreadyExists(error)) throw error;
    const found = await describe(act);
    if (found?.Status === "Deleting") throw new TransientError(`App ${name} is still being deleted.`);
    return done(`App ${name} is there.`);
  }
  return done(`App ${name} is being made again.`);
}

/** What says that somebody uses it after all, or that nobody knows any more; null where all says that nobody does. */
async function usedSince(act: DeleteApp, now: Date): Promise<string | null> {
  const { proof, name } = act;
  if (proof.by === "canvas") {
    const unusedFor = (await canvasUse([act], now)).get(name)?.unusedFor ?? null;
    if (unusedFor === null) return "has not said lately for how long nobody has used it";
    return unusedFor < proof.unusedFor ? "was used after it was found" : null;
  }
  const use = (await metricUse([act], proof, now)).get(name);
  if (!use?.isWatched)
    return `publishes no ${proof.name} any more, so nobody knows whether something runs in it`;
  return (use.busiest ?? 0) > proof.above
    ? `was busy after it was found: ${proof.name} ${use.busiest}`
    : null;
}

function placeOf({ domain, app, type, userProfile, space }: DeleteApp) {
  return {
    DomainId: domain,
    AppName: app,
    // As ListApps told it.
    AppType: type as AppType,
    ...(space === null ? { UserProfileName: userProfile ?? undefined } : { SpaceName: space }),
  };
}

async function describe(act: DeleteApp): Promise<DescribeAppResponse | null> {
  try {
    return await sageMaker().send(new DescribeAppCommand(placeOf(act)));
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
