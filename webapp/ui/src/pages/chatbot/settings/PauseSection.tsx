import { Button, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { changeChatbot, type Chatbot } from "~/api/chatbots";
import { asProblem } from "~/api/problem";
import { t } from "~/texts";
import classes from "./SettingsPage.module.css";

const p = t.settings.pause;

/** Stop answering for a while, and start again. */
export function PauseSection({ chatbot }: { chatbot: Chatbot }) {
  const paused = chatbot.status === "paused";
  const toggle = useMutation({
    mutationFn: () => changeChatbot(chatbot.id, { status: paused ? "active" : "paused" }),
    onSuccess: () => notifications.show({ message: paused ? p.resumed : p.paused }),
    onError: (thrown) =>
      notifications.show({ color: "red", title: p.failed, message: asProblem(thrown).detail }),
  });
  return (
    <section className={`${classes.section} ${classes.action}`}>
      <div>
        <Title order={3} size="h5">
          {p.title}
        </Title>
        <Text size="sm">{paused ? p.off : p.on}</Text>
      </div>
      <Button variant="default" onClick={() => toggle.mutate()} loading={toggle.isPending}>
        {paused ? p.resume : p.pause}
      </Button>
    </section>
  );
}
