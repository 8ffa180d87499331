import { useState } from "react";
import type { Passage } from "~/api/messages";
import { windowQuery, type StoredText, type Stretch } from "~/api/reader";
import { queryClient } from "~/api/q";
import { stayingPut } from "./centre";
import { codePoints } from "./codePoints";

const STEP = 8_000;
/** No more than so many stand in the page at once: what is far from where one reads is taken out again. */
const MOST = 7;

export const endOf = (window: StoredText) => window.start + codePoints(window.text);

/** A part of what was fetched that another window does not show already. */
function without(window: StoredText, { start, end }: Stretch): StoredText {
  const from = Math.max(start, window.start);
  const signs = [...window.text].slice(from - window.start, end - window.start);
  return { ...window, text: signs.join(""), start: from };
}

/** The windows of a text that are shown, in their order; more of them on demand, before or after. */
export function useWindows(passage: Passage, first: StoredText) {
  const [windows, setWindows] = useState<readonly StoredText[]>([first]);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const from = windows[0]?.start ?? 0;
  const last = windows.at(-1) ?? first;
  const to = endOf(last);
  const more = async (way: "earlier" | "later", edge: () => Element | null | undefined) => {
    if (busy) return;
    setBusy(true);
    const wanted =
      way === "earlier" ? { start: Math.max(0, from - STEP), end: from } : { start: to, end: to + STEP };
    try {
      const found = await queryClient.fetchQuery(windowQuery(passage, wanted));
      const next =
        way === "earlier"
          ? [without(found, { start: 0, end: from }), ...windows].slice(0, MOST)
          : [...windows, without(found, { start: to, end: Infinity })].slice(-MOST);
      // What is read stays where it is on the screen, whatever comes above it or goes.
      stayingPut(edge(), () => setWindows(next));
      setFailed(null);
    } catch (thrown) {
      setFailed(thrown);
    } finally {
      setBusy(false);
    }
  };
  return {
    windows,
    isFirst: from === 0,
    isLast: to >= last.length,
    holds: (point: number) => from <= point && point < to,
    more,
    back: () => setWindows([first]),
    failed,
  };
}
