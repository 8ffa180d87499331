import { Paper, Text } from "@mantine/core";
import { part, t } from "~/texts";
import { Choosers } from "./Choosers";
import classes from "./uploads.module.css";

const u = part(() => t.uploads);

interface Props {
  chatbotId: string;
  source: string;
}

/** Where files and folders for a source are chosen; they may be dropped here as anywhere else on the page. */
export function DropArea({ chatbotId, source }: Props) {
  return (
    <Paper withBorder radius="md" component="section" aria-label={u.label} className={classes.area ?? ""}>
      <div>
        <Text fw={600}>{u.drop}</Text>
        <Text size="sm" c="dimmed">
          {u.formats}
        </Text>
      </div>
      <Choosers chatbotId={chatbotId} source={source} />
    </Paper>
  );
}
