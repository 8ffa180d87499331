import { useNotifications } from "@mantine/notifications";
import { useState } from "react";
import { fetched } from "./fetched";

const ToastList = fetched(() => import("./ToastList").then((code) => code.ToastList));

/** Where short messages appear; its code comes with the first of them. */
export function Toasts() {
  const { notifications } = useNotifications();
  const [wanted, setWanted] = useState(false);
  if (notifications.length > 0 && !wanted) setWanted(true);
  return wanted ? <ToastList /> : null;
}
