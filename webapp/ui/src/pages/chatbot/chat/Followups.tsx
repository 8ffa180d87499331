import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { followupsQuery } from "~/api/messages";
import { t } from "~/texts";

interface Props {
  messageId: string;
  busy: boolean;
  onAsk: (question: string) => void;
}

/** Below the last answer: questions to go on with. Nothing where there are none. */
export function Followups({ messageId, busy, onAsk }: Props) {
  const { data } = useQuery(followupsQuery(messageId));
  if (!data || data.items.length === 0) return null;
  return (
    <div role="group" aria-label={t.chat.followups} style={{ marginTop: 14 }}>
      <Text size="sm" c="dimmed" fw={500} mb={6}>
        {t.chat.followups}
      </Text>
      <Group gap="xs">
        {data.items.map((question) => (
          <Button
            key={question}
            variant="default"
            size="compact-md"
            h="auto"
            mih={32}
            py={4}
            maw="100%"
            fw={400}
            disabled={busy}
            styles={{ label: { whiteSpace: "normal", textAlign: "left" } }}
            onClick={() => onAsk(question)}
          >
            {question}
          </Button>
        ))}
      </Group>
    </div>
  );
}
