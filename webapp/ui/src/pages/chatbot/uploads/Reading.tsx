import { Text } from "@mantine/core";
import { AnchorLink } from "~/components/links";
import { part, t } from "~/texts";
import { paceText } from "~/texts/pace";
import type { Outcome } from "./useOutcome";

const u = part(() => t.uploads);
const NAMED = 3;

/** How far the reading of what was sent is, then how it ended. */
export function Reading({ outcome }: { outcome: Outcome }) {
  const { chatbotId, source, ended, counts, done, total, pace, duplicates } = outcome;
  if (source === null) return null;
  if (!ended) {
    const rate = pace ? paceText(pace) : "";
    return (
      <Text size="sm" c="dimmed" aria-live="off">
        {total > 0 ? u.reading(done, total) : u.waiting}
        {rate ? ` · ${rate}` : null}
      </Text>
    );
  }
  const parts = (["indexed", "failed", "skipped", "unchanged"] as const)
    .filter((key) => counts[key] > 0)
    .map((key) => u.outcome[key](counts[key]));
  return (
    <>
      <Text size="sm">
        {parts.join(" · ") || u.outcome.nothing}
        {counts.failed + counts.skipped > 0 ? (
          <>
            {" · "}
            <AnchorLink
              to="/chatbots/$chatbotId/sources"
              params={{ chatbotId }}
              search={{ source, status: counts.failed > 0 ? "failed" : "skipped" }}
              inherit
            >
              {u.why}
            </AnchorLink>
          </>
        ) : null}
      </Text>
      <Duplicates duplicates={duplicates} />
    </>
  );
}

/** The first few by name: of a folder that was sent twice the number says enough. */
function Duplicates({ duplicates }: Pick<Outcome, "duplicates">) {
  if (duplicates.length === 0) return null;
  const more = duplicates.length - NAMED;
  const named = duplicates.slice(0, NAMED).map(({ uri, same_as }) => u.duplicate(uri, same_as));
  return (
    <Text size="sm" style={{ overflowWrap: "anywhere" }}>
      {[...named, ...(more > 0 ? [u.moreDuplicates(more)] : [])].join(" ")}
    </Text>
  );
}
