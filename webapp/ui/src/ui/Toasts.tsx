import { CloseButton, Paper, Text } from "@mantine/core";
import { notifications, useNotifications } from "@mantine/notifications";
import { CatchBoundary } from "@tanstack/react-router";
import { useState } from "react";
import { t } from "~/texts";
import { fetched } from "./fetched";
import classes from "./Toasts.module.css";

export const toastList = () => import("./ToastList");

const ToastList = fetched(() => toastList().then((code) => code.ToastList));

/** Where short messages appear; its code comes with the first of them. What tells of a failure must not become one. */
export function Toasts() {
  const said = useNotifications().notifications.length;
  const [wanted, setWanted] = useState(false);
  if (said > 0 && !wanted) setWanted(true);
  if (!wanted) return null;
  return (
    <CatchBoundary getResetKey={() => said} errorComponent={Plain} onCatch={() => undefined}>
      <ToastList />
    </CatchBoundary>
  );
}

/** The last message without that code, which cannot be fetched while the service is away. */
function Plain() {
  const last = useNotifications().notifications.at(-1);
  if (!last) return null;
  return (
    <Paper withBorder shadow="md" p="md" role="alert" className={classes.plain ?? ""}>
      <div>
        <Text size="sm" fw={600}>
          {last.title}
        </Text>
        <Text size="sm">{last.message}</Text>
      </div>
      <CloseButton aria-label={t.shell.close} onClick={() => notifications.clean()} />
    </Paper>
  );
}
