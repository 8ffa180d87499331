/** Short messages at the window's edge. */
import { notifications, notificationsStore } from "@mantine/notifications";
import { asProblem } from "~/api/problem";
import { t } from "~/texts";
import { told } from "~/texts/told";

/** Long enough to read why something failed, and what to do. */
const FAILURE_MS = 12_000;

const DONE = "done";
let shown = 0;

/** Something was done. */
export const toast = (message: string) => void notifications.show({ id: `${DONE} ${(shown += 1)}`, message });

/** Messages of what was done go: they would lie over the buttons of what comes now. Failures stay. */
export const hush = () =>
  notifications.updateState(notificationsStore, (all) => all.filter(({ id }) => !id?.startsWith(DONE)));

/** What was asked for in a dialog or by a button has failed: the reason, and when to try again. */
export function toastFailure(title: string, thrown: unknown): void {
  const problem = asProblem(thrown);
  const { retryAfter } = problem;
  const wait = retryAfter ? ` ${t.shell.waitSeconds(retryAfter)}` : "";
  notifications.show({ color: "red", title, message: `${told(problem)}${wait}`, autoClose: FAILURE_MS });
}
