import { Badge, Loader } from "@mantine/core";
import type { Chatbot } from "~/api/chatbots";
import { t } from "~/texts";

const COLORS = { draft: "gray", processing: "petrol", active: "green", paused: "yellow" } as const;

/** Where a chatbot is; changes by itself while documents are read. */
export function StatusBadge({ status }: { status: Chatbot["status"] }) {
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
