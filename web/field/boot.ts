/** One run of the player: the monotonic clock begins anew with it. */
export const boot: string = crypto.randomUUID()
