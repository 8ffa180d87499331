import { Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { followupsQuery } from "~/api/messages";
import { t } from "~/texts";
import { QuestionButton } from "~/ui/QuestionButton";

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
          <QuestionButton
            key={question}
            question={question}
            busy={busy}
            onAsk={onAsk}
            size="compact-md"
            mih={32}
            py={4}
          />
        ))}
      </Group>
    </div>
  );
}
