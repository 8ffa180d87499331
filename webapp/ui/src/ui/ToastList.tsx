import { Notifications } from "@mantine/notifications";

/** Where short messages appear. */
export default function ToastList() {
  return <Notifications position="bottom-right" />;
}
