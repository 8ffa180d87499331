/** What opens beside or over a conversation, once somebody wants it: its code comes after the page's own. */
import { withTexts } from "~/texts";
import { fetched } from "~/ui/fetched";

const proof = withTexts(["chat"], () => import("./Proof"));

export const Proof = fetched(() => proof().then((code) => code.Proof));

/** Fetch it before it is wanted. Without it nothing is missing yet. */
export const proofAhead = () => void proof().catch(() => null);
