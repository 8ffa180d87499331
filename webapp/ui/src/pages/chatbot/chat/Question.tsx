import { Button, Group, Text } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { memo, useState, type KeyboardEvent } from "react";
import { codePoints } from "~/components/reader/codePoints";
import type { Message } from "~/api/stream";
import { t } from "~/texts";
import { GrowingTextarea } from "~/ui/GrowingTextarea";
import { IconAction } from "~/ui/IconAction";
import { Afterwards } from "~/ui/Soon";
import classes from "./chat.module.css";
import { LIMIT } from "./Composer";
import { Earlier } from "./Earlier";

type Put = Pick<Message, "id" | "content" | "documents" | "replaces">;

interface Props {
  /** Null for one that is on its way: nothing can be done with it yet. */
  message: Put | null;
  text: string;
  conversationId: string;
  /** An answer is being written: nothing is put in place of another. */
  busy: boolean;
  onEdit: (message: Put, text: string) => void;
}

/** A question as it was put; it can be put otherwise, in its place. */
export const Question = memo(function Question({ message, text, conversationId, busy, onEdit }: Props) {
  const [editing, setEditing] = useState(false);
  if (message && editing) {
    const save = (changed: string) => {
      setEditing(false);
      onEdit(message, changed);
    };
    return <Edit text={text} busy={busy} onSave={save} onCancel={() => setEditing(false)} />;
  }
  const documents = message?.documents ?? [];
  return (
    <div className={classes.asked}>
      <article className={classes.question} aria-label={t.chat.question}>
        {text}
        {documents.length > 0 ? (
          <Text size="xs" c="dimmed" component="div">
            {t.chat.about.asked(documents.map(({ title }) => title))}
          </Text>
        ) : null}
      </article>
      {message ? (
        <div className={classes.askedActions}>
          <Afterwards>
            {message.replaces ? <Earlier conversationId={conversationId} question={message} /> : null}
            <IconAction label={t.chat.edit.label} disabled={busy} onClick={() => setEditing(true)}>
              <IconPencil size={16} aria-hidden />
            </IconAction>
          </Afterwards>
        </div>
      ) : null}
    </div>
  );
});

interface EditProps {
  text: string;
  busy: boolean;
  onSave: (text: string) => void;
  onCancel: () => void;
}

function Edit({ text, busy, onSave, onCancel }: EditProps) {
  const e = t.chat.edit;
  const [typed, setTyped] = useState(text);
  const over = codePoints(typed) - LIMIT;
  const ready = typed.trim() !== "" && over <= 0 && !busy;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      onCancel();
    }
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (ready) onSave(typed);
  };
  return (
    <form
      className={classes.editing}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onSave(typed);
      }}
    >
      <GrowingTextarea
        aria-label={e.field}
        description={e.help}
        inputWrapperOrder={["input", "description", "error"]}
        error={over > 0 ? t.chat.composer.over(over) : undefined}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        least={1}
        most={8}
        autoFocus
      />
      <Group gap="xs" justify="flex-end" mt="xs">
        <Button size="xs" variant="default" onClick={onCancel}>
          {t.shell.cancel}
        </Button>
        <Button size="xs" type="submit" disabled={!ready}>
          {e.save}
        </Button>
      </Group>
    </form>
  );
}
