import { Alert, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { languagesQuery } from "~/api/documents";
import type { Source } from "~/api/sources";
import { t } from "~/texts";
import { languageName } from "~/texts/format";

/** Which documents the embedder does not understand, and what would help. */
export function ByWords({ source }: { source: Source }) {
  const { data } = useQuery(languagesQuery(source.id, source.counts.indexed));
  const b = t.sources.byWords;
  const found = (data?.items ?? []).flatMap(({ language, documents, by_words: byWords }) =>
    language && byWords ? [{ language, documents }] : [],
  );
  if (found.length === 0) return null;
  const counted = found.map(({ language, documents }) => b.count(documents, languageName(language)));
  return (
    <Alert color="gray" variant="light" title={b.title} mb="md">
      <Text size="sm">{b.text(counted.join(", "))}</Text>
      <Text size="sm">{found.some(({ language }) => language === "zh") ? b.chinese : b.other}</Text>
    </Alert>
  );
}
