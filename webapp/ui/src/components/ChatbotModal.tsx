import { useForm } from "@mantine/form";
import { useState } from "react";
import { changeChatbot, chatbotQuery, createChatbot, type Chatbot } from "~/api/chatbots";
import { queryClient } from "~/api/q";
import { t } from "~/texts";
import { ago } from "~/texts/format";
import { ChangedMeanwhile } from "./ChangedMeanwhile";
import {
  bodyOf,
  chatbotLabels,
  ChatbotFields,
  emptyValues,
  FIELDS,
  valuesOf,
  type ChatbotValues,
} from "./ChatbotFields";
import { differing } from "./differing";
import { FormModal } from "./FormModal";
import { toast } from "./toast";
import { useSubmit } from "./useForm";
import { useKept } from "./useKept";

interface Props {
  /** The chatbot to edit; null creates one. */
  chatbot: Chatbot | null;
  onClose: () => void;
  onDone: (chatbot: Chatbot) => void;
}

const fresh = (chatbotId: string) =>
  queryClient.fetchQuery({ ...chatbotQuery(chatbotId), staleTime: 0 }) as Promise<Chatbot>;

/** Create or edit a chatbot. What was typed stays until it is saved or the dialog is closed. */
export function ChatbotModal({ chatbot, onClose, onDone }: Props) {
  const f = t.dashboard.form;
  // What the form was opened with, and what somebody else made of it since.
  const [opened, setOpened] = useState(() => (chatbot ? valuesOf(chatbot) : emptyValues));
  const [theirs, setTheirs] = useState<Chatbot | null>(null);
  const form = useForm<ChatbotValues>({
    initialValues: opened,
    validate: { name: (value) => (value.trim() ? null : t.shell.required) },
  });
  useKept(`chatbot ${chatbot?.id ?? "new"}`, {
    values: { opened, typed: form.values },
    dirty: form.isDirty(),
    restore: (kept) => {
      setOpened(kept.opened);
      form.setValues(kept.typed);
    },
  });
  const save = async ({ over }: { over: boolean }) => {
    if (chatbot && !over) {
      const now = await fresh(chatbot.id);
      const moved = differing({ ...opened }, { ...valuesOf(now) }).length > 0;
      if (moved) return setTheirs(now);
    }
    const body = bodyOf(form.getValues());
    const saved = chatbot ? await changeChatbot(chatbot.id, body) : await createChatbot(body);
    toast(chatbot ? f.saved : f.created(saved.name));
    onDone(saved);
  };
  const { submit, busy, problem, error } = useSubmit(save, () => undefined);
  const take = (version: Chatbot) => {
    setOpened(valuesOf(version));
    form.setValues(valuesOf(version));
    setTheirs(null);
  };
  return (
    <FormModal
      size="lg"
      title={chatbot ? f.edit(chatbot.name) : f.create}
      submitLabel={chatbot ? f.submitEdit : f.submitCreate}
      onSubmit={form.onSubmit(() => submit({ over: false }))}
      onClose={onClose}
      busy={busy}
      disabled={theirs !== null}
      problem={problem}
      fields={FIELDS}
    >
      <ChatbotFields form={form} serverError={error} autoFocus brief={chatbot === null} />
      {theirs ? (
        <ChangedMeanwhile
          when={ago(theirs.updated_at)}
          fields={differing({ ...opened }, { ...valuesOf(theirs) }).map((key) => chatbotLabels()[key])}
          onTake={() => take(theirs)}
          onOverwrite={() => submit({ over: true })}
        />
      ) : null}
    </FormModal>
  );
}
