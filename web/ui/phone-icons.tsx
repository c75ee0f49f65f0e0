// One set on a 24 grid, stroke 1.7, round caps; solid only for transport and the state of a seal. Here are those that
// the teams' player draws too: whatever stands in this file travels over a 2G link.

/** Drawn as lines; a second path, where there is one, is filled. */
export type Shape = readonly [lines: string, solid?: string]

// biome-ignore format: an icon to a line
export const phoneShapes = {
  check: ['M5 12.5l4.7 4.7L19.5 7'],
  clock: ['M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0 -17 0zM12 7v5.3l3.5 2'],
  copy: ['M10.3 8.5h7.4a1.8 1.8 0 0 1 1.8 1.8v7.9a1.8 1.8 0 0 1 -1.8 1.8h-7.4a1.8 1.8 0 0 1 -1.8 -1.8v-7.9a1.8 1.8 0 0 1 1.8 -1.8zM15.5 8.5V4H4.5v11.5h4'],
  down: ['M12 4.5v11M7.5 11.5l4.5 4.5 4.5-4.5M4.5 16v3.5h15V16'],
  flash: ['M13 3 5.5 13.5H11L10 21l8-11h-5.5z'],
  left: ['M14.5 5.5l-6.5 6.5 6.5 6.5'],
  more: ['', 'M3.9 12a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0 -3.2 0zM10.4 12a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0 -3.2 0zM16.9 12a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0 -3.2 0z'],
  next: ['M5.5 5v14L15 12zM18 5v14', 'M5.5 5v14L15 12z'],
  nowifi: ['M3 3.5 20.5 21M8.5 15.5a5 5 0 0 1 5.5-1.2M5.3 12.2a10 10 0 0 1 4-2.3M13.2 9.3a10 10 0 0 1 5.5 2.9M2.5 8.9a14 14 0 0 1 4-2.6M11 5.1a14 14 0 0 1 10.5 3.8M11 19a1 1 0 1 0 2 0a1 1 0 1 0 -2 0z', 'M11 19a1 1 0 1 0 2 0a1 1 0 1 0 -2 0z'],
  pause: ['', 'M7 5h3.5v14H7zM13.5 5H17v14h-3.5z'],
  people: ['M5.5 8.5a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0zM3 19.5c.4-3.4 2.8-5.5 6-5.5s5.6 2.1 6 5.5M15.5 5.3a3.5 3.5 0 0 1 0 6.4M17.5 14.6c2 .8 3.2 2.5 3.5 4.9'],
  photo: ['M5.3 5h13.4a1.8 1.8 0 0 1 1.8 1.8v10.4a1.8 1.8 0 0 1 -1.8 1.8h-13.4a1.8 1.8 0 0 1 -1.8 -1.8v-10.4a1.8 1.8 0 0 1 1.8 -1.8zM7.3 10a1.7 1.7 0 1 0 3.4 0a1.7 1.7 0 1 0 -3.4 0zM4 17l5-4 3.5 2.8L16 12.5l4.5 4'],
  play: ['M7.5 4.8v14.4L19.5 12z', 'M7.5 4.8v14.4L19.5 12z'],
  plus: ['M12 5v14M5 12h14'],
  prev: ['M18.5 5v14L9 12zM6 5v14', 'M18.5 5v14L9 12z'],
  refresh: ['M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4.5V9H15'],
  report: ['M6 3.5h8.5L18.5 8v12.5H6zM14 3.5V8.5h4.5M9 12.5h6.5M9 16h4.5'],
  right: ['M9.5 5.5l6.5 6.5-6.5 6.5'],
  send: ['M4 5.5 20.5 12 4 18.5l2-6.5zM6 12h7'],
  shield: ['M12 3.5 5 6v5.5c0 4.3 2.9 7.4 7 9 4.1-1.6 7-4.7 7-9V6zM9 12l2.2 2.2 4-4.3'],
  speaker: ['M4 9.5v5h3.5L13 19V5L7.5 9.5zM16 9a4.5 4.5 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11'],
  stop: ['M8.2 3.5h7.6l4.7 4.7v7.6l-4.7 4.7H8.2l-4.7-4.7V8.2zM12 8v5M12 16v.2'],
  trash: ['M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 13h9.4l.8-13M10.3 10.5v6M13.7 10.5v6'],
  truck: ['M3 7h10v9H3zM13 10h4l3.5 3.2V16H13M5.2 17.5a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0 -3.6 0zM15.2 17.5a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0 -3.6 0z'],
  usb: ['M8 10h8v7.5a2.5 2.5 0 0 1-2.5 2.5h-3A2.5 2.5 0 0 1 8 17.5zM9.5 10V4h5v6M11.3 6.5v.8M12.8 6.5v.8'],
  warn: ['M12 4 2.8 19.5h18.4zM12 10v4.5M12 17v.2'],
} satisfies Record<string, Shape>

export type IconName = keyof typeof phoneShapes

export type Look = { size?: number; label?: string; className?: string | undefined }

/** `label` makes it an image with a name; without one it is decoration beside a word. */
export const Icon = ({ name, ...look }: Look & { name: IconName }) => (
  <Drawn shape={phoneShapes[name]} {...look} />
)

export function Drawn({ shape: [lines, solid], size = 18, label, className }: Look & { shape: Shape }) {
  return (
    <svg
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      className={className}
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={size < 16 ? 2 : 1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: 'none' }}
    >
      <path d={lines} />
      {solid && <path d={solid} fill="currentColor" stroke="none" />}
    </svg>
  )
}
