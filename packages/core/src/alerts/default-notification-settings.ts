import type { NotificationSettings } from "../policy/notification-settings.ts";

/** What holds for a fleet that has no `telling`: the policy's own defaults. */
export const defaultNotificationSettings: NotificationSettings = { storm: { above: 5, within: 600_000 } };
