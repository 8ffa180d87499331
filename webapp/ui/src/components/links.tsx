/** Mantine's looks on the router's typed links. */
import {
  ActionIcon,
  Anchor,
  Button,
  NavLink,
  type ActionIconProps,
  type AnchorProps,
  type ButtonProps,
  type NavLinkProps,
} from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import { forwardRef, type ComponentPropsWithoutRef } from "react";

type A<P> = P & Omit<ComponentPropsWithoutRef<"a">, keyof P>;

export const AnchorLink = createLink(
  forwardRef<HTMLAnchorElement, A<AnchorProps>>(function AnchorA(props, ref) {
    return <Anchor ref={ref} {...props} />;
  }),
);

export const ButtonLink = createLink(
  forwardRef<HTMLAnchorElement, A<ButtonProps>>(function ButtonA(props, ref) {
    return <Button component="a" ref={ref} {...props} />;
  }),
);

export const IconLink = createLink(
  forwardRef<HTMLAnchorElement, A<ActionIconProps>>(function IconA(props, ref) {
    return <ActionIcon component="a" ref={ref} {...props} />;
  }),
);

export const SideLink = createLink(
  forwardRef<HTMLAnchorElement, A<NavLinkProps>>(function SideA(props, ref) {
    return <NavLink component="a" ref={ref} {...props} />;
  }),
);
