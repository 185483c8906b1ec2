/** Does something once there is nothing else to do; Safari has no other way to wait for that than to let a turn pass. */
export const whenIdle: (act: () => void) => void =
  "requestIdleCallback" in window ? (act) => requestIdleCallback(act) : (act) => setTimeout(act);
