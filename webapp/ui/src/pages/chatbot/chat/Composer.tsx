import { ActionIcon, Group } from "@mantine/core";
import { IconArrowUp, IconPlayerStopFilled } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useSyncExternalStore, type KeyboardEvent } from "react";
import { stopAnswer } from "~/api/messages";
import { codePoints } from "~/components/reader/codePoints";
import { toastFailure } from "~/components/toast";
import { t } from "~/texts";
import { GrowingTextarea } from "~/ui/GrowingTextarea";
import type { Live } from "./answering";
import { drafts } from "./drafts";

interface Props {
  /** What the draft belongs to. */
  place: string;
  live: Live | null;
  /** The question is on its way, not yet taken. */
  sending: boolean;
  onSend: (text: string) => void;
}

/** In code points. */
export const LIMIT = 8_000;
const NEAR = 800;

/** Where the question is typed. What was typed outlives a reload, an expired session and a refusal. */
export function Composer({ place, live, sending, onSend }: Props) {
  const c = t.chat.composer;
  const text = useSyncExternalStore(drafts.subscribe, () => drafts.of(place));
  const left = LIMIT - codePoints(text);
  const ready = text.trim() !== "" && left >= 0 && !live && !sending;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (ready) onSend(text);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onSend(text);
      }}
    >
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <GrowingTextarea
          flex={1}
          size="md"
          aria-label={c.label}
          placeholder={c.placeholder}
          description={left >= 0 && left <= NEAR ? c.left(left) : undefined}
          inputWrapperOrder={["input", "description", "error"]}
          error={left < 0 ? c.over(-left) : undefined}
          value={text}
          onChange={(event) => drafts.keep(place, event.currentTarget.value)}
          onKeyDown={onKeyDown}
          readOnly={sending}
          least={1}
          most={8}
          title={c.hint}
        />
        {live?.messageId ? (
          <StopButton messageId={live.messageId} />
        ) : (
          <ActionIcon
            type="submit"
            size={42}
            disabled={!ready}
            loading={sending}
            aria-label={c.send}
            title={c.send}
          >
            <IconArrowUp size={20} aria-hidden />
          </ActionIcon>
        )}
      </Group>
    </form>
  );
}

function StopButton({ messageId }: { messageId: string }) {
  const stop = useMutation({
    mutationFn: (id: string) => stopAnswer(id),
    onError: (thrown) => toastFailure(t.chat.stopFailed, thrown),
  });
  return (
    <ActionIcon
      size={42}
      variant="default"
      loading={stop.isPending}
      aria-label={t.chat.composer.stop}
      title={t.chat.composer.stop}
      onClick={() => stop.mutate(messageId)}
    >
      <IconPlayerStopFilled size={18} aria-hidden />
    </ActionIcon>
  );
}
