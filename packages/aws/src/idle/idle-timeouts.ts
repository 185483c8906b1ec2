import type {
  AppLifecycleManagement,
  SpaceAppLifecycleManagement,
  SpaceSettings,
  UserSettings,
} from "@aws-sdk/client-sagemaker";
import type { IdleTimeout, IdleTimeouts } from "@driftwheel/core/idle/inventory.ts";

/** The shortest that SageMaker takes, where idle shutdown is on and no time is told. */
const shortest = 60;

/**
 * When apps are ended by the settings of a domain or a profile: never where idle shutdown is off.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_IdleSettings.html
 */
export function timeoutOf(lifecycle: AppLifecycleManagement | undefined): IdleTimeout {
  const idle = lifecycle?.IdleSettings;
  if (idle?.LifecycleManagement === "DISABLED") return "never";
  if (idle?.LifecycleManagement === "ENABLED") return idle.IdleTimeoutInMinutes ?? shortest;
  return idle?.IdleTimeoutInMinutes ?? null;
}

export function userTimeouts(settings: UserSettings | undefined): IdleTimeouts {
  return {
    JupyterLab: timeoutOf(settings?.JupyterLabAppSettings?.AppLifecycleManagement),
    CodeEditor: timeoutOf(settings?.CodeEditorAppSettings?.AppLifecycleManagement),
  };
}

/** Above a domain is nothing: what it does not say is off. */
export function domainTimeouts(settings: UserSettings | undefined): IdleTimeouts {
  const { JupyterLab, CodeEditor } = userTimeouts(settings);
  return { JupyterLab: JupyterLab ?? "never", CodeEditor: CodeEditor ?? "never" };
}

/** A space has a time only: whether idle shutdown is on is said above it. */
export function spaceTimeouts(settings: SpaceSettings | undefined): IdleTimeouts {
  const of = (lifecycle: SpaceAppLifecycleManagement | undefined) =>
    lifecycle?.IdleSettings?.IdleTimeoutInMinutes ?? null;
  return {
    JupyterLab: of(settings?.JupyterLabAppSettings?.AppLifecycleManagement),
    CodeEditor: of(settings?.CodeEditorAppSettings?.AppLifecycleManagement),
  };
}
