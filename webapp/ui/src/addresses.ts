/** Addresses that are open to strangers. */
export const OUTSIDE = ["login", "register", "welcome"] as const;

/** Whether a path is open to strangers. */
export const isOutside = (path: string) => OUTSIDE.some((one) => path === `/${one}`);
