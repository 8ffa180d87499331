import { Box, Button, Group, NativeSelect, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { documentsIn, type Source } from "~/api/sources";
import { t } from "~/texts";
import classes from "./SourcesPage.module.css";
import { useSourcesSearch } from "./useSourcesSearch";

interface Props {
  sources: Source[];
  chosen: Source | undefined;
  onAdd: () => void;
}

/** What is worth knowing of one in a line: what it does or suffers, else how much is in it. */
function standing(source: Source): string {
  if (source.status !== "idle") return t.sources.status[source.status];
  const all = documentsIn(source);
  return all ? t.sources.documents(all) : t.sources.noneList;
}

/** All sources, beside the open one on wide screens, as a choice above it on narrow ones. */
export function SourceList({ sources, chosen, onAdd }: Props) {
  const { chatbotId, go } = useSourcesSearch();
  const choose = (source: string) =>
    go({ source, status: undefined, q: undefined, document: undefined, dialog: undefined });
  const icon = <IconPlus size={18} aria-hidden />;
  return (
    <div className={classes.aside}>
      <Group hiddenFrom="lg" align="flex-end" gap="sm">
        <NativeSelect
          label={t.sources.choose}
          flex="1 1 10rem"
          miw={0}
          value={chosen?.id ?? ""}
          onChange={(event) => choose(event.currentTarget.value)}
          data={[
            ...(chosen ? [] : [{ value: "", label: t.sources.gone.title }]),
            ...sources.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <Button variant="default" leftSection={icon} onClick={onAdd}>
          {t.sources.add}
        </Button>
      </Group>
      <Box component="nav" aria-label={t.sources.list} visibleFrom="lg">
        <ul className={classes.list}>
          {sources.map((source) => (
            <li key={source.id}>
              <Link
                to="/chatbots/$chatbotId/sources"
                params={{ chatbotId }}
                search={{ source: source.id }}
                className={classes.entry}
                activeProps={{ "aria-current": undefined }}
                aria-current={source.id === chosen?.id ? "page" : undefined}
                title={source.name}
              >
                <span className={classes.entryName}>{source.name}</span>
                <Text span size="xs" c="dimmed" fw={400}>
                  {standing(source)}
                </Text>
              </Link>
            </li>
          ))}
        </ul>
        <Button variant="default" fullWidth leftSection={icon} onClick={onAdd}>
          {t.sources.add}
        </Button>
      </Box>
    </div>
  );
}
