import { Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { deleteChatbot, type Chatbot } from "~/api/chatbots";
import { DeleteModal } from "~/components/later";
import { toast } from "~/components/toast";
import { t } from "~/texts";
import { DangerButton } from "~/ui/DangerButton";
import { Section } from "./Section";
import classes from "./SettingsPage.module.css";

const z = t.settings.danger;

/** The end of a chatbot; its name has to be typed. */
export function DangerZone({ chatbot }: { chatbot: Chatbot }) {
  const navigate = useNavigate();
  const [asked, setAsked] = useState(false);
  const texts = t.dashboard.remove;
  const done = () => {
    toast(texts.done(chatbot.name));
    void navigate({ to: "/", ignoreBlocker: true });
  };
  return (
    <Section title={z.title} help={z.help}>
      <div className={`${classes.action} ${classes.danger}`}>
        <Text size="sm">{z.text}</Text>
        <DangerButton onClick={() => setAsked(true)}>{z.delete}</DangerButton>
      </div>
      <Suspense>
        {asked ? (
          <DeleteModal
            name={chatbot.name}
            title={texts.title(chatbot.name)}
            text={texts.text}
            submitLabel={texts.submit}
            onConfirm={() => deleteChatbot(chatbot.id)}
            onClose={() => setAsked(false)}
            onDone={done}
          />
        ) : null}
      </Suspense>
    </Section>
  );
}
