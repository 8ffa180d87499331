import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { isFilling, reindexQuery } from "~/api/reindex";
import { t } from "~/texts";
import { failure, spelled } from "~/texts/told";
import { useOperator } from "./useOperator";

/** A line above every page while documents are indexed anew; an operator also reads what is in the way. */
export function Reindexing() {
  const { data } = useQuery(reindexQuery());
  const operator = useOperator();
  if (!data || !isFilling(data)) return null;
  const blocked = operator && data.error ? spelled(failure(data.error)) : "";
  return (
    <Text role="status" size="sm" px="md" py={6} bg="var(--mantine-color-default-hover)">
      {data.waiting ? t.shell.reindex.waiting(blocked) : t.shell.reindex.going(data)}
    </Text>
  );
}
