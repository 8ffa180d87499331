import { Skeleton, Stack } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { Reader } from "~/components/reader/Reader";
import { t } from "~/texts";
import { IconAction } from "~/ui/IconAction";
import { EmptyState } from "~/ui/EmptyState";
import type { useOpenCitation } from "./useOpenCitation";

type Props = Omit<ReturnType<typeof useOpenCitation>, "read"> & {
  onClose: () => void;
};

/** The reader at the citation in the URL; says so when the conversation has no such citation. */
export function Proof(props: Props) {
  const { page, newest, opened, show, ask, toPage, toNewest, waiting, onClose } = props;
  if (!opened) {
    return (
      <Stack p="md">
        <IconAction label={t.chat.reader.close} onClick={onClose}>
          <IconX size={18} aria-hidden />
        </IconAction>
        {waiting ? (
          <Skeleton height="50dvh" role="status" aria-label={t.chat.reader.loading} />
        ) : (
          <EmptyState {...t.chat.reader.none} />
        )}
      </Stack>
    );
  }
  const { passage, n, previous, next } = opened;
  return (
    <Reader
      passage={passage}
      n={n}
      page={page}
      newest={newest}
      onPage={toPage}
      onNewest={toNewest}
      onPrevious={previous === null ? null : () => show(previous, true)}
      onNext={next === null ? null : () => show(next, true)}
      onClose={onClose}
      onAsk={() => ask(passage.document_id)}
    />
  );
}
