import { Group, Stack, Text } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import type { Passage } from "~/api/messages";
import { ButtonLink } from "~/components/links";
import { plainWords } from "~/components/reader/inline";
import { placeOf } from "~/components/reader/reference";
import { t } from "~/texts";
import classes from "./chat.module.css";
import { nearestKey } from "./openCitation";
import { useReading } from "./reading";

/** A question without an answer: what comes closest, and the way to mend it. */
export function Nearest({ messageId, passages }: { messageId: string; passages: Passage[] }) {
  const n = t.chat.nearest;
  const { opened, open } = useReading();
  const { chatbotId } = useParams({ from: "/inside/chatbots/$chatbotId" });
  return (
    <Stack gap="xs" mt="md">
      {passages.length > 0 ? (
        <div>
          <Text fw={600} size="sm">
            {n.title}
          </Text>
          <Text size="sm" c="dimmed">
            {n.text}
          </Text>
        </div>
      ) : null}
      {passages.map(({ title, page, place, quote, document_id, start }, at) => (
        <button
          key={`${document_id} ${start}`}
          type="button"
          className={classes.passage}
          aria-label={t.chat.passage(title, placeOf({ page, place }))}
          aria-pressed={opened === nearestKey(messageId, at + 1)}
          data-citation={nearestKey(messageId, at + 1)}
          onClick={() => open(nearestKey(messageId, at + 1))}
        >
          <Text size="sm" fw={600} truncate title={title}>
            {[title, placeOf({ page, place })].filter(Boolean).join(" · ")}
          </Text>
          <Text lineClamp={3} ff="var(--serif)">
            {plainWords(quote)}
          </Text>
        </button>
      ))}
      <Group gap="sm">
        <Text size="sm">{n.addText}</Text>
        <ButtonLink
          to="/chatbots/$chatbotId/sources"
          params={{ chatbotId }}
          search={{ dialog: "add" }}
          variant="default"
          size="compact-md"
        >
          {n.add}
        </ButtonLink>
      </Group>
    </Stack>
  );
}
