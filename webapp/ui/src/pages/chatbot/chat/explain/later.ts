/** The explanation opens over the page, and seldom: its code comes when it is wanted. */
import { withTexts } from "~/texts";
import { fetched } from "~/ui/fetched";

const panel = withTexts(["explain", "chat"], () => import("./ExplainPanel"));

export const ExplainPanel = fetched(() => panel().then((code) => code.ExplainPanel));
