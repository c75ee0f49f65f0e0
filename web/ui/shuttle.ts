/** 0 stands still; 1 plays; more is faster, less than 0 goes backwards. */
const fastest = 8

/** The speed after one more press of a shuttle key: twice as fast the same way, or turned round. */
export function shuttled(speed: number, way: 'on' | 'back'): number {
  const along = way === 'on' ? speed : -speed
  const next = along <= 0 ? 1 : Math.min(fastest, Math.max(1, along) * 2)
  return way === 'on' ? next : -next
}
