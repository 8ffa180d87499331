import { ActionIcon, Group, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { documentQuery } from "~/api/documents";
import { t } from "~/texts";
import classes from "./chat.module.css";

interface Props {
  documentId: string;
  /** What the way back to all documents says. */
  all?: string;
  onAll: () => void;
}

/** The one document that questions are put to, or that is searched, and the way back to all of them. */
export function About({ documentId, all = t.chat.about.all, onAll }: Props) {
  const { data } = useQuery(documentQuery(documentId));
  return (
    <Group className={classes.about} gap={6} wrap="nowrap" role="status">
      <Text size="sm" truncate title={data?.title}>
        {t.chat.about.only(data?.title ?? "…")}
      </Text>
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={all} title={all} onClick={onAll}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
