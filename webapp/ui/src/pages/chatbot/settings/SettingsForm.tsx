import { Button, Group, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { changeChatbot, chatbotQuery, type Chatbot } from "~/api/chatbots";
import { queryClient } from "~/api/q";
import { changeSettings, settingsQuery, type Settings } from "~/api/settings";
import { bodyOf, ChatbotFields, FIELDS, valuesOf, type ChatbotValues } from "~/components/ChatbotFields";
import { ChangedMeanwhile } from "~/components/ChangedMeanwhile";
import { FormProblem } from "~/components/FormProblem";
import { toast } from "~/components/toast";
import { useSubmit } from "~/components/useForm";
import { useKept } from "~/components/useKept";
import { part, t } from "~/texts";
import { ago } from "~/texts/format";
import { LeaveGuard } from "./LeaveGuard";
import { RETRIEVAL_FIELDS, RetrievalFields } from "./RetrievalFields";
import { Section } from "./Section";
import classes from "./SettingsPage.module.css";
import {
  differences,
  labels,
  retrievalOf,
  settingsOf,
  versionOf,
  type RetrievalValues,
  type Version,
} from "./values";

const s = part(() => t.settings);

interface Props {
  /** As the service has them now; the form keeps what was typed. */
  chatbot: Chatbot;
  settings: Settings;
}

/** Look at what is kept now, past every cache. */
async function freshVersion(chatbotId: string): Promise<Version> {
  const [chatbot, settings] = await Promise.all([
    queryClient.fetchQuery({ ...chatbotQuery(chatbotId), staleTime: 0 }),
    queryClient.fetchQuery({ ...settingsQuery(chatbotId), staleTime: 0 }),
  ]);
  return versionOf(chatbot, settings);
}

/** All fields in one form. What somebody else saved meanwhile is said before anything is written over it. */
export function SettingsForm({ chatbot, settings }: Props) {
  // What the form was opened with, or last saved as.
  const [opened, setOpened] = useState(() => versionOf(chatbot, settings));
  const fields = useForm<ChatbotValues>({
    initialValues: opened.chatbot,
    validate: { name: (value) => (value.trim() ? null : s.required) },
  });
  const retrieval = useForm<RetrievalValues>({ initialValues: retrievalOf(opened.settings) });
  const mine: Version = { chatbot: fields.values, settings: settingsOf(retrieval.values) };
  const unsaved = differences(opened, mine);

  useKept(`settings ${chatbot.id}`, {
    values: { opened, fields: fields.values, retrieval: retrieval.values },
    dirty: unsaved.all.length > 0,
    restore: (kept) => {
      setOpened(kept.opened);
      fields.setValues(kept.fields);
      retrieval.setValues(kept.retrieval);
    },
  });

  const take = (version: Version) => {
    setOpened(version);
    fields.setValues(version.chatbot);
    retrieval.setValues(retrievalOf(version.settings));
  };
  const write = async () => {
    if (unsaved.chatbot.length > 0) await changeChatbot(chatbot.id, bodyOf(mine.chatbot));
    if (unsaved.settings.length > 0) await changeSettings(chatbot.id, mine.settings);
    take(await freshVersion(chatbot.id));
    toast(s.saved);
  };
  const save = async ({ over }: { over: boolean }) => {
    const moved = !over && differences(opened, await freshVersion(chatbot.id)).all.length > 0;
    if (!moved) await write();
  };
  const { submit, busy, problem, error, reset } = useSubmit(save, () => undefined);
  // While it is saved, what is there is half of mine.
  const theirs = busy ? [] : differences(opened, versionOf(chatbot, settings)).all;
  const valid = () => !fields.validate().hasErrors;
  const dirty = unsaved.all.length > 0;

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (valid()) submit({ over: false });
      }}
    >
      <Section title={s.chatbot} help={s.chatbotHelp}>
        <ChatbotFields form={fields} serverError={error} withModel={false} />
      </Section>
      <Section title={s.retrieval} help={s.retrievalHelp}>
        <RetrievalFields form={retrieval} serverError={error} named={fields} />
      </Section>
      <div className={classes.bar} data-shown={dirty || theirs.length > 0 || undefined}>
        <FormProblem problem={problem} fields={[...FIELDS, ...RETRIEVAL_FIELDS]} />
        {theirs.length > 0 ? (
          <ChangedMeanwhile
            when={ago(chatbot.updated_at)}
            fields={theirs.map((field) => labels()[field])}
            onTake={() => take({ chatbot: valuesOf(chatbot), settings })}
            {...(dirty ? { onOverwrite: () => (valid() ? submit({ over: true }) : undefined) } : {})}
          />
        ) : null}
        <Group justify="space-between" gap="sm">
          <Text size="sm" role="status">
            {dirty ? s.unsaved : ""}
          </Text>
          <Group gap="sm">
            <Button
              variant="default"
              disabled={!dirty || busy}
              onClick={() => {
                take(opened);
                reset();
              }}
            >
              {s.reset}
            </Button>
            <Button type="submit" disabled={!dirty || theirs.length > 0} loading={busy}>
              {s.save}
            </Button>
          </Group>
        </Group>
      </div>
      <LeaveGuard active={dirty && !busy} />
    </form>
  );
}
