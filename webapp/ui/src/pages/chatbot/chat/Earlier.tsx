import { Button, Popover, ScrollArea, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { everythingFile } from "~/api/conversations";
import { everythingSaidQuery } from "~/api/messages";
import type { Message } from "~/api/stream";
import { saveBlob } from "~/components/reader/saveBlob";
import { toastFailure } from "~/components/toast";
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
  const download = useMutation({
    mutationFn: async () => saveBlob(await everythingFile(conversationId), "conversation.md"),
    onError: (thrown) => toastFailure(t.chat.list.download.failed, thrown),
  });
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
            {earlierOf(question, said.data ?? []).map(({ asked, answer, followed }) => (
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
                {followed.length > 0 ? (
                  <Text size="xs" c="dimmed" mt={6}>
                    {t.chat.earlier.followed}
                  </Text>
                ) : null}
                {followed.map(({ id, role, content }) => (
                  <Text
                    key={id}
                    size="sm"
                    {...(role === "user" ? { fw: 600 } : { ff: "var(--serif)" })}
                    style={{ whiteSpace: "pre-wrap" }}
                  >
                    {content || t.chat.earlier.nothing}
                  </Text>
                ))}
              </div>
            ))}
          </Stack>
        </ScrollArea.Autosize>
        <Button
          mt="xs"
          size="compact-sm"
          variant="default"
          loading={download.isPending}
          onClick={() => download.mutate()}
        >
          {t.chat.earlier.download}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
