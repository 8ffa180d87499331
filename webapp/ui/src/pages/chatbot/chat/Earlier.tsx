import { Button, Popover, ScrollArea, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { everythingSaidQuery } from "~/api/messages";
import type { Message } from "~/api/stream";
import { Trouble } from "~/components/Trouble";
import { Waiting } from "~/components/Waiting";
import { t } from "~/texts";
import { dateTime } from "~/texts/format";
import { earlierOf } from "./earlierOf";

interface Props {
  conversationId: string;
  question: Pick<Message, "id" | "replaces">;
}

/** What stood here before: an earlier wording, an earlier answer. It can be read, and is not asked about any more. */
export function Earlier({ conversationId, question }: Props) {
  const [opened, setOpened] = useState(false);
  const said = useQuery({ ...everythingSaidQuery(conversationId), enabled: opened });
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width="min(34rem, 90vw)"
      shadow="md"
      trapFocus
    >
      <Popover.Target>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setOpened(!opened)}>
          {t.chat.earlier.open}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <ScrollArea.Autosize mah="50vh" viewportProps={{ tabIndex: 0 }}>
          {said.isPending ? <Waiting /> : null}
          {said.isError ? <Trouble error={said.error} onRetry={() => void said.refetch()} /> : null}
          <Stack gap="md">
            {earlierOf(question, said.data ?? []).map(({ asked, answer }) => (
              <div key={asked.id}>
                <Text size="xs" c="dimmed">
                  {dateTime(asked.created_at)}
                </Text>
                <Text size="sm" fw={600}>
                  {asked.content}
                </Text>
                <Text size="sm" ff="var(--serif)" style={{ whiteSpace: "pre-wrap" }}>
                  {answer?.content || t.chat.earlier.nothing}
                </Text>
              </div>
            ))}
          </Stack>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}
