import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./SettingsPage.module.css";

interface Props {
  title: string;
  help: string;
  children: ReactNode;
}

/** A part of the settings: what it is about, beside it (on narrow screens below) what can be set. */
export function Section({ title, help, children }: Props) {
  return (
    <section className={classes.section}>
      <div>
        <Title order={3} size="h5">
          {title}
        </Title>
        <Text size="sm" c="dimmed">
          {help}
        </Text>
      </div>
      <div className={classes.content}>{children}</div>
    </section>
  );
}
