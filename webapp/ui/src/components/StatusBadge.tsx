import { Badge, Loader } from "@mantine/core";
import type { Chatbot } from "~/api/chatbots";
import { t } from "~/texts";

const COLORS = { draft: "gray", processing: "petrol", active: "green", paused: "yellow" } as const;

interface Props {
  status: Chatbot["status"];
  /** It has sources but nothing in them: not ready for a question, whatever its status. */
  empty?: boolean;
  /** What became of its documents: with some that failed it is not simply ready. */
  documents?: Chatbot["documents"];
}

/** Where a chatbot is; changes by itself while documents are read. */
export function StatusBadge({ status: given, empty = false, documents = null }: Props) {
  const none = documents !== null && Object.values(documents).every((count) => count === 0);
  const status = (empty || none) && given === "active" ? "draft" : given;
  const failed = status === "active" ? (documents?.failed ?? 0) : 0;
  return (
    <Badge
      variant="default"
      tt="none"
      fw={500}
      flex="none"
      leftSection={
        status === "processing" ? (
          <Loader size={10} aria-hidden />
        ) : (
          <span
            aria-hidden
            style={{
              width: 8,
              height: 8,
              borderRadius: 4,
              display: "inline-block",
              background: `var(--mantine-color-${failed ? "yellow" : COLORS[status]}-6)`,
            }}
          />
        )
      }
    >
      {failed ? t.shell.someFailed(failed) : t.shell.status[status]}
    </Badge>
  );
}
