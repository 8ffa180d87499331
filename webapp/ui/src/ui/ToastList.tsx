import { Notifications } from "@mantine/notifications";
import classes from "./ToastList.module.css";

/** Where short messages appear. */
export function ToastList() {
  return <Notifications position="bottom-right" classNames={{ root: classes.root ?? "" }} />;
}
