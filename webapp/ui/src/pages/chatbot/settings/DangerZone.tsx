import { Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { deleteChatbot, type Chatbot } from "~/api/chatbots";
import { DeleteModal } from "~/components/DeleteModal";
import { t } from "~/texts";
import { DangerButton } from "~/ui/DangerButton";
import classes from "./SettingsPage.module.css";

const z = t.settings.danger;

/** The end of a chatbot; its name has to be typed. */
export function DangerZone({ chatbot }: { chatbot: Chatbot }) {
  const navigate = useNavigate();
  const [asked, setAsked] = useState(false);
  const texts = t.dashboard.remove;
  const done = () => {
    notifications.show({ message: texts.done(chatbot.name) });
    void navigate({ to: "/", ignoreBlocker: true });
  };
  return (
    <section className={`${classes.section} ${classes.action} ${classes.danger}`}>
      <div>
        <Title order={3} size="h5">
          {z.title}
        </Title>
        <Text size="sm">{z.text}</Text>
      </div>
      <DangerButton onClick={() => setAsked(true)}>{z.delete}</DangerButton>
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
    </section>
  );
}
