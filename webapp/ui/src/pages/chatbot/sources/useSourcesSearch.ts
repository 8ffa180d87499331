import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { SourcesSearch } from "~/searches";

type Change = { [K in keyof SourcesSearch]: SourcesSearch[K] | undefined };

/** The page's state in the URL, and the way to change a part of it; ``undefined`` takes a part away. */
export function useSourcesSearch() {
  const { chatbotId } = useParams({ from: "/inside/chatbots/$chatbotId/sources" });
  const search = useSearch({ from: "/inside/chatbots/$chatbotId/sources" });
  const navigate = useNavigate();
  const go = (change: Partial<Change>, replace = false) => {
    const merged = Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined);
    void navigate({
      to: "/chatbots/$chatbotId/sources",
      params: { chatbotId },
      search: Object.fromEntries(merged) as SourcesSearch,
      replace,
      resetScroll: false,
    });
  };
  return { chatbotId, search, go, close: () => go({ dialog: undefined, sync: undefined }) };
}
