/** What was used of the plan. */
import { api, data } from "./client";
import { q } from "./q";
import type { components } from "./schema";

export type Usage = components["schemas"]["UsageReportOut"];
export type Used = components["schemas"]["UsedOut"];

export const usageQuery = () => q(["usage"], () => data(api.GET("/api/v1/organization/usage/")));
