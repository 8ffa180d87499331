import { Notifications } from "@mantine/notifications";
import classes from "./Toasts.module.css";

/** Where short messages appear; those of before it was there included. */
export default function Toasts() {
  return <Notifications position="bottom-right" classNames={{ root: classes.root ?? "" }} />;
}
