import { Skeleton, Stack, Text, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback, type CSSProperties } from "react";
import { pageImageQuery, pageQuery, type Place } from "~/api/reader";
import { Trouble } from "~/components/Trouble";
import { t } from "~/texts";
import { TextAction } from "./actions";
import { centre } from "./centre";
import classes from "./reader.module.css";
import { pictureWidth } from "./pictureWidth";
import { around } from "./zoom";

interface Props {
  place: Place;
  title: string;
  quote: string;
  n: number;
  /** About the CSS pixels that the sheet is wide at zoom 1: they decide on the picture, not on the sheet. */
  width: number;
  zoom: number;
  onText: () => void;
}

/** One page as it is printed, the quote's words boxed. */
export function PageSheet({ place, title, quote, n, width, zoom, onText }: Props) {
  // It is drawn once the page is there or failed: asking again on the way in would take it away again, for ever.
  const page = useQuery({ ...pageQuery(place, n), retryOnMount: false });
  const image = useQuery(pageImageQuery(place, n, pictureWidth(width * zoom)));
  const failed = page.error ?? image.error;
  if (failed) {
    const retry = () => void Promise.all([page.refetch(), image.refetch()]);
    return (
      <Stack align="flex-start" gap="xs">
        <Text size="sm">{t.chat.reader.noPage}</Text>
        <Trouble error={failed} onRetry={retry} />
        <TextAction onClick={onText}>{t.chat.reader.readText}</TextAction>
      </Stack>
    );
  }
  const size = page.data;
  const quoted = size ? around(size.boxes) : null;
  const shape = size ? `${size.width} / ${size.height}` : "1 / 1.414";
  return (
    <div className={classes.sheet} style={{ "--zoom": zoom, aspectRatio: shape } as CSSProperties}>
      {image.data ? (
        <Picture blob={image.data} alt={t.chat.reader.image(title, n)} />
      ) : (
        <Skeleton height="100%" radius={0} role="status" aria-label={t.chat.reader.loading} />
      )}
      {size?.boxes.map(({ x, y, w, h }, at) => (
        <div
          key={`${n} ${at}`}
          className={`${classes.box} decor`}
          data-box
          aria-hidden
          style={placed({ x, y, w, h })}
        />
      ))}
      {quoted ? (
        <div className={`${classes.place} decor`} aria-hidden ref={centre} style={placed(quoted)} />
      ) : null}
      {size && size.boxes.length > 0 ? <VisuallyHidden>{t.chat.reader.quote(quote)}</VisuallyHidden> : null}
    </div>
  );
}

const placed = ({ x, y, w, h }: { x: number; y: number; w: number; h: number }): CSSProperties => ({
  left: `${x * 100}%`,
  top: `${y * 100}%`,
  width: `${w * 100}%`,
  height: `${h * 100}%`,
});

/** A picture that came as bytes; its address lives as long as the element. */
function Picture({ blob, alt }: { blob: Blob; alt: string }) {
  const show = useCallback(
    (img: HTMLImageElement | null) => {
      if (!img) return undefined;
      const url = URL.createObjectURL(blob);
      img.src = url;
      return () => URL.revokeObjectURL(url);
    },
    [blob],
  );
  return <img ref={show} alt={alt} />;
}
