import { useDisclosure } from "@mantine/hooks";
import { IconBell, IconBellRinging } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { alertsQuery } from "~/api/alerts";
import { t } from "~/texts";
import { IconAction } from "~/ui/IconAction";
import { AlertList } from "./later";
import { useInside, useOperator } from "./useOperator";

/** The bell in the header: how much there is to know of, and with a press what. */
export function AlertBell() {
  const [opened, list] = useDisclosure(false);
  const { data } = useQuery({ ...alertsQuery(useOperator()), enabled: useInside() });
  const number = data?.items.length ?? 0;
  return (
    <>
      <IconAction label={t.shell.alerts.open(number)} onClick={list.open}>
        {number > 0 ? (
          <IconBellRinging size={19} aria-hidden color="var(--mantine-color-error)" />
        ) : (
          <IconBell size={19} aria-hidden />
        )}
      </IconAction>
      {opened ? <AlertList onClose={list.close} /> : null}
    </>
  );
}
