import { Center, Loader } from "@mantine/core";
import { t } from "~/texts";

/** A page that is on its way. */
export function Waiting() {
  return (
    <Center mih="40vh" role="status" aria-label={t.shell.loading}>
      <Loader type="dots" aria-hidden />
    </Center>
  );
}
