import { Notifications } from "@mantine/notifications";

/** Where short messages appear; those of before it was there included. */
export default function Toasts() {
  return <Notifications position="bottom-right" />;
}
