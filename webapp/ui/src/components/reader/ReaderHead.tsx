import { Group, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import {
  IconArrowLeft,
  IconArrowRight,
  IconCopy,
  IconDownload,
  IconMessageQuestion,
  IconX,
} from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Passage } from "~/api/messages";
import { originalOf } from "~/api/reader";
import { toastFailure } from "~/components/toast";
import { t } from "~/texts";
import { IconAction } from "~/ui/IconAction";
import { copyText } from "./copyText";
import classes from "./reader.module.css";
import { placeOf, quoteWithReference } from "./reference";
import { saveBlob } from "./saveBlob";

interface Props {
  passage: Passage;
  n: number | null;
  page: number | null;
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
  onClose: () => void;
  /** Puts the next questions to this document alone; null where it cannot be asked any more. */
  onAsk: (() => void) | null;
  children: ReactNode;
}

const nothing = () => undefined;

/** What is open, and what can be done with it. */
export function ReaderHead({ passage, n, page, onPrevious, onNext, onClose, onAsk, children }: Props) {
  const r = t.chat.reader;
  const original = useMutation({
    mutationFn: async () => saveBlob(await originalOf(passage.document_id), fileName(passage.uri)),
    onError: (thrown) => toastFailure(r.originalFailed, thrown),
  });
  const copy = async () => {
    const done = await copyText(quoteWithReference(passage));
    notifications.show(done ? { message: t.chat.copied } : { color: "red", message: t.chat.copyFailed });
  };
  const place = placeOf({ ...passage, page });
  const where = place === null ? passage.uri : `${passage.uri} · ${place}`;
  return (
    <header className={classes.head}>
      <Group wrap="nowrap" gap="sm" align="flex-start">
        <div className={classes.title}>
          <Title order={2} size="h5" lineClamp={2} title={passage.title}>
            {n === null ? passage.title : `[${n}] ${passage.title}`}
          </Title>
          <Text size="xs" c="dimmed" truncate title={passage.uri}>
            {where}
          </Text>
        </div>
        <IconAction label={r.close} onClick={onClose}>
          <IconX size={18} aria-hidden />
        </IconAction>
      </Group>
      <Group gap={2} mt={4} ml={-8} wrap="wrap">
        <IconAction label={r.previous} disabled={!onPrevious} onClick={onPrevious ?? nothing}>
          <IconArrowLeft size={18} aria-hidden />
        </IconAction>
        <IconAction label={r.next} disabled={!onNext} onClick={onNext ?? nothing}>
          <IconArrowRight size={18} aria-hidden />
        </IconAction>
        <IconAction label={r.copyQuote} onClick={() => void copy()}>
          <IconCopy size={18} aria-hidden />
        </IconAction>
        <IconAction label={r.original} loading={original.isPending} onClick={() => original.mutate()}>
          <IconDownload size={18} aria-hidden />
        </IconAction>
        {onAsk ? (
          <IconAction label={t.chat.about.ask} onClick={onAsk}>
            <IconMessageQuestion size={18} aria-hidden />
          </IconAction>
        ) : null}
        <span style={{ marginLeft: "auto" }}>{children}</span>
      </Group>
    </header>
  );
}

const fileName = (uri: string) => uri.split(/[/\\]/).findLast((part) => part !== "") ?? "document";
