/** What somebody should know of: an operator's are all, a member's those of their organisation. */
import { api, data } from "./client";
import { q } from "./q";
import type { components } from "./schema";

export type Alert = components["schemas"]["AlertOut"];

const LOOK_MS = 60_000;
const SHOWN = 50;

export type AlertState = "open" | "resolved";

export const alertsQuery = (operator: boolean, state: AlertState = "open") => ({
  ...q(["alerts", operator, state], () => {
    const params = { query: { limit: SHOWN, state } };
    return operator
      ? data(api.GET("/api/v1/operator/alerts/", { params }))
      : data(api.GET("/api/v1/organization/alerts/", { params }));
  }),
  refetchInterval: LOOK_MS,
});
