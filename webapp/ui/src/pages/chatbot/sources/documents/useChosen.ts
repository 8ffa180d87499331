import { useCallback, useState } from "react";

const NONE: ReadonlySet<string> = new Set();

/** Which documents of a list are chosen; another list begins with none. */
export function useChosen(list: string | undefined) {
  const [kept, setKept] = useState({ list, chosen: NONE });
  const chosen = kept.list === list ? kept.chosen : NONE;
  const choose = useCallback(
    (ids: readonly string[], on: boolean) =>
      setKept((before) => {
        const next = new Set(before.list === list ? before.chosen : NONE);
        for (const id of ids) {
          if (on) next.add(id);
          else next.delete(id);
        }
        return { list, chosen: next };
      }),
    [list],
  );
  return { chosen, choose, clear: () => setKept({ list, chosen: NONE }) };
}
