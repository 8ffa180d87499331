/** The explanation opens over the page, and seldom: its code comes when it is wanted. */
import { fetched } from "~/ui/fetched";

export const ExplainPanel = fetched(() => import("./ExplainPanel").then((code) => code.ExplainPanel));
