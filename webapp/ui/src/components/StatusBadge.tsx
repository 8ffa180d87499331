import { Badge, Loader } from "@mantine/core";
import type { Chatbot } from "~/api/chatbots";
import { t } from "~/texts";

const COLORS = { draft: "gray", processing: "petrol", active: "green", paused: "yellow" } as const;

interface Props {
  status: Chatbot["status"];
  /** It has sources but nothing in them: not ready for a question, whatever its status. */
  empty?: boolean;
}

/** Where a chatbot is; changes by itself while documents are read. */
export function StatusBadge({ status: given, empty = false }: Props) {
  const status = empty && given === "active" ? "draft" : given;
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
              background: `var(--mantine-color-${COLORS[status]}-6)`,
            }}
          />
        )
      }
    >
      {t.dashboard.status[status]}
    </Badge>
  );
}
