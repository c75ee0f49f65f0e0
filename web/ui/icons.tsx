// One set on a 24 grid, stroke 1.7, round caps; filled only for transport and the state of a seal.
import type { ReactNode } from 'react'

const shapes = {
  battery: (
    <>
      <rect x="3.5" y="8" width="15" height="8.5" rx="1.8" />
      <path d="M20.5 11v2.5" />
      <path d="M6 10.5v3.5h6.5v-3.5z" fill="currentColor" stroke="none" />
    </>
  ),
  bell: (
    <>
      <path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15z" />
      <path d="M10 20.5h4" />
    </>
  ),
  box: (
    <>
      <path d="m12 3.5 8 4.2v8.6l-8 4.2-8-4.2V7.7z" />
      <path d="m4 7.7 8 4.3 8-4.3M12 12v8.5M8 5.6l8 4.3" />
    </>
  ),
  cal: (
    <>
      <rect x="4" y="5.5" width="16" height="14.5" rx="2" />
      <path d="M4 10h16M8.5 3.5v4M15.5 3.5v4" />
    </>
  ),
  check: <path d="m5 12.5 4.7 4.7L19.5 7" />,
  chev: <path d="m6 9.5 6 6 6-6" />,
  clock: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7v5.3l3.5 2" />
    </>
  ),
  cloudok: (
    <>
      <path d="M7 18.5a4 4 0 0 1-.5-8A5.5 5.5 0 0 1 17 9.5a4.5 4.5 0 0 1 .5 9z" />
      <path d="m9.3 13.7 2 2 3.7-4" />
    </>
  ),
  copy: (
    <>
      <rect x="8.5" y="8.5" width="11" height="11.5" rx="1.8" />
      <path d="M15.5 8.5V4H4.5v11.5h4" />
    </>
  ),
  cut: (
    <>
      <circle cx="6.5" cy="7" r="2.5" />
      <circle cx="6.5" cy="17" r="2.5" />
      <path d="M8.6 8.4 20 16.5M8.6 15.6 20 7.5" />
    </>
  ),
  dash: <circle cx="12" cy="12" r="8.5" strokeDasharray="3 3.2" />,
  disk: (
    <>
      <rect x="3.5" y="13" width="17" height="6" rx="1.5" />
      <path d="m5 13 2-8h10l2 8M7 16h.2M16 16h1.5" />
    </>
  ),
  doc: (
    <>
      <path d="M6 3.5h12v17H6z" />
      <path d="M9 8h6M9 11.5h6M9 15h3.5" />
    </>
  ),
  down: (
    <>
      <path d="M12 4.5v11" />
      <path d="m7.5 11.5 4.5 4.5 4.5-4.5" />
      <path d="M4.5 16v3.5h15V16" />
    </>
  ),
  exit: <path d="M14 4.5H5.5v15H14M10.5 12h9.5M16.5 8.5 20 12l-3.5 3.5" />,
  eye: (
    <>
      <path d="M2.5 12C5 7.5 8.3 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.8 6.5-9.5 6.5s-7-2-9.5-6.5z" />
      <circle cx="12" cy="12" r="2.8" />
    </>
  ),
  film: (
    <>
      <rect x="4" y="5" width="16" height="14" rx="1.5" />
      <path d="M8 5v14M16 5v14M4 9.5h4M4 14.5h4M16 9.5h4M16 14.5h4" />
    </>
  ),
  flag: (
    <>
      <path d="M6 21V4" />
      <path d="M6 5c4-2.4 7 2.2 12 0v8.5c-5 2.2-8-2.4-12 0" />
    </>
  ),
  flash: <path d="M13 3 5.5 13.5H11L10 21l8-11h-5.5z" />,
  folder: <path d="M3.5 18.5v-13h6l2 2.5h9v10.5z" />,
  gauge: (
    <>
      <path d="M4.5 17.5a8.5 8.5 0 1 1 15 0z" />
      <path d="m12 14 3.5-4.5" />
    </>
  ),
  gear: (
    <>
      <circle cx="12" cy="12" r="3" />
      <path d="M12 3.5v3M12 17.5v3M3.5 12h3M17.5 12h3M6 6l2.1 2.1M15.9 15.9 18 18M18 6l-2.1 2.1M8.1 15.9 6 18" />
    </>
  ),
  globe: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M3.5 12h17M12 3.5c3 3 3 14 0 17M12 3.5c-3 3-3 14 0 17" />
    </>
  ),
  grip: (
    <g fill="currentColor" stroke="none">
      <circle cx="9" cy="6" r="1.5" />
      <circle cx="15" cy="6" r="1.5" />
      <circle cx="9" cy="12" r="1.5" />
      <circle cx="15" cy="12" r="1.5" />
      <circle cx="9" cy="18" r="1.5" />
      <circle cx="15" cy="18" r="1.5" />
    </g>
  ),
  half: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 3.5a8.5 8.5 0 0 0 0 17z" fill="currentColor" stroke="none" />
    </>
  ),
  help: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M9.5 9.7c.2-1.5 1.3-2.3 2.6-2.3s2.5.9 2.5 2.2c0 1.9-2.5 2-2.5 3.9M12.1 16.4v.2" />
    </>
  ),
  home: (
    <>
      <path d="M4 11.5 12 5l8 6.5" />
      <path d="M6.5 10v9h11v-9" />
      <path d="M10 19v-5h4v5" />
    </>
  ),
  horn: (
    <>
      <path d="M4 10.5v3.5h3l10 4.5V6L7 10.5z" />
      <path d="M20 10v4.5M8 14.5l1.2 5h2.6l-1-4" />
    </>
  ),
  key: (
    <>
      <circle cx="8" cy="12" r="4" />
      <path d="M12 12h8.5v3.5M17 12v2.5" />
    </>
  ),
  layers: (
    <>
      <path d="m12 4 8.5 4.5L12 13 3.5 8.5z" />
      <path d="m4 12.5 8 4.3 8-4.3M4 16l8 4.3 8-4.3" />
    </>
  ),
  left: <path d="m14.5 5.5-6.5 6.5 6.5 6.5" />,
  lib: (
    <>
      <path d="M4 5h4v14H4zM8 7h4v12H8z" />
      <path d="m13.2 7.6 3.8-1 3.2 11.6-3.8 1z" />
    </>
  ),
  link: (
    <>
      <path d="M10 14a3.8 3.8 0 0 0 5.5.3l3-3a3.8 3.8 0 0 0-5.4-5.4l-1 1" />
      <path d="M14 10a3.8 3.8 0 0 0-5.5-.3l-3 3a3.8 3.8 0 0 0 5.4 5.4l1-1" />
    </>
  ),
  list: (
    <>
      <path d="M4 7h10M4 12h10M4 17h6" />
      <path d="M17 17.5V8l3.5 1.5" />
      <circle cx="15.3" cy="17.5" r="1.9" />
    </>
  ),
  live: (
    <>
      <circle cx="12" cy="12" r="2.5" fill="currentColor" />
      <path d="M7.5 7.5a6.5 6.5 0 0 0 0 9M16.5 7.5a6.5 6.5 0 0 1 0 9M4.8 4.8a10.3 10.3 0 0 0 0 14.4M19.2 4.8a10.3 10.3 0 0 1 0 14.4" />
    </>
  ),
  lock: (
    <>
      <rect x="5.5" y="10.5" width="13" height="9.5" rx="1.8" />
      <path d="M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5" />
    </>
  ),
  map: (
    <>
      <path d="m4 6.5 5.3-2 5.4 2 5.3-2v13l-5.3 2-5.4-2-5.3 2z" />
      <path d="M9.3 4.5v13M14.7 6.5v13" />
    </>
  ),
  menu: <path d="M4 7h16M4 12h16M4 17h16" />,
  mic: (
    <>
      <rect x="9" y="3.5" width="6" height="10.5" rx="3" />
      <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3M9 21h6" />
    </>
  ),
  minus: <path d="M5 12h14" />,
  moon: <path d="M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7z" />,
  more: (
    <g fill="currentColor" stroke="none">
      <circle cx="5.5" cy="12" r="1.6" />
      <circle cx="12" cy="12" r="1.6" />
      <circle cx="18.5" cy="12" r="1.6" />
    </g>
  ),
  mute: (
    <>
      <path d="M4 9.5v5h3.5L13 19V5L7.5 9.5z" />
      <path d="m16.5 9.5 5 5M21.5 9.5l-5 5" />
    </>
  ),
  next: (
    <>
      <path d="M5.5 5v14L15 12z" fill="currentColor" />
      <path d="M18 5v14" />
    </>
  ),
  nowifi: (
    <>
      <path d="M3 3.5 20.5 21" />
      <path d="M8.5 15.5a5 5 0 0 1 5.5-1.2M5.3 12.2a10 10 0 0 1 4-2.3M13.2 9.3a10 10 0 0 1 5.5 2.9M2.5 8.9a14 14 0 0 1 4-2.6M11 5.1a14 14 0 0 1 10.5 3.8" />
      <circle cx="12" cy="19" r="1" fill="currentColor" />
    </>
  ),
  pause: <path d="M7 5h3.5v14H7zM13.5 5H17v14h-3.5z" fill="currentColor" stroke="none" />,
  pen: <path d="m5 19 .8-4L16.5 4.3l3.2 3.2L9 18.2z" />,
  people: (
    <>
      <circle cx="9" cy="8.5" r="3.5" />
      <path d="M3 19.5c.4-3.4 2.8-5.5 6-5.5s5.6 2.1 6 5.5M15.5 5.3a3.5 3.5 0 0 1 0 6.4M17.5 14.6c2 .8 3.2 2.5 3.5 4.9" />
    </>
  ),
  phone: (
    <>
      <rect x="7" y="3" width="10" height="18" rx="2" />
      <path d="M10.5 18.3h3" />
    </>
  ),
  photo: (
    <>
      <rect x="3.5" y="5" width="17" height="14" rx="1.8" />
      <circle cx="9" cy="10" r="1.7" />
      <path d="m4 17 5-4 3.5 2.8L16 12.5l4.5 4" />
    </>
  ),
  play: <path d="M7.5 4.8v14.4L19.5 12z" fill="currentColor" />,
  plus: <path d="M12 5v14M5 12h14" />,
  prev: (
    <>
      <path d="M18.5 5v14L9 12z" fill="currentColor" />
      <path d="M6 5v14" />
    </>
  ),
  print: (
    <>
      <path d="M7 9V4h10v5M7 16.5H4.5V9h15v7.5H17" />
      <path d="M7 14h10v6.5H7z" />
    </>
  ),
  refresh: <path d="M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4.5V9H15" />,
  repeat: (
    <>
      <path d="m16 3.5 3.5 3.5L16 10.5" />
      <path d="M4.5 11.5V9a2 2 0 0 1 2-2h13M8 20.5 4.5 17 8 13.5" />
      <path d="M19.5 12.5V15a2 2 0 0 1-2 2h-13" />
    </>
  ),
  report: (
    <>
      <path d="M6 3.5h8.5L18.5 8v12.5H6z" />
      <path d="M14 3.5V8.5h4.5M9 12.5h6.5M9 16h4.5" />
    </>
  ),
  right: <path d="m9.5 5.5 6.5 6.5-6.5 6.5" />,
  seal: (
    <>
      <path d="m12 3 2.3 1.7 2.9-.1.8 2.8 2.4 1.6-1 2.7 1 2.7-2.4 1.6-.8 2.8-2.9-.1L12 20.4l-2.3-1.7-2.9.1-.8-2.8-2.4-1.6 1-2.7-1-2.7L6 7.4l.8-2.8 2.9.1z" />
      <path d="m8.7 11.9 2.3 2.3 4.3-4.6" />
    </>
  ),
  search: (
    <>
      <circle cx="10.8" cy="10.8" r="6" />
      <path d="m15.3 15.3 4.7 4.7" />
    </>
  ),
  send: <path d="M4 5.5 20.5 12 4 18.5l2-6.5zM6 12h7" />,
  shield: (
    <>
      <path d="M12 3.5 5 6v5.5c0 4.3 2.9 7.4 7 9 4.1-1.6 7-4.7 7-9V6z" />
      <path d="m9 12 2.2 2.2 4-4.3" />
    </>
  ),
  snow: <path d="M12 3.5v17M4.7 7.7l14.6 8.6M19.3 7.7 4.7 16.3" />,
  speaker: (
    <>
      <path d="M4 9.5v5h3.5L13 19V5L7.5 9.5z" />
      <path d="M16 9a4.5 4.5 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11" />
    </>
  ),
  square: <rect x="5" y="6.5" width="14" height="11" fill="currentColor" />,
  stop: (
    <>
      <path d="M8.2 3.5h7.6l4.7 4.7v7.6l-4.7 4.7H8.2l-4.7-4.7V8.2z" />
      <path d="M12 8v5M12 16v.2" />
    </>
  ),
  sun: (
    <>
      <circle cx="12" cy="12" r="4" />
      <path d="M12 3v2.2M12 18.8V21M3 12h2.2M18.8 12H21M5.6 5.6l1.6 1.6M16.8 16.8l1.6 1.6M18.4 5.6l-1.6 1.6M7.2 16.8l-1.6 1.6" />
    </>
  ),
  trash: <path d="M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 13h9.4l.8-13M10.3 10.5v6M13.7 10.5v6" />,
  truck: (
    <>
      <path d="M3 7h10v9H3z" />
      <path d="M13 10h4l3.5 3.2V16H13" />
      <circle cx="7" cy="17.5" r="1.8" />
      <circle cx="17" cy="17.5" r="1.8" />
    </>
  ),
  undo: (
    <>
      <path d="M8.5 5 4.5 9l4 4" />
      <path d="M4.5 9H14a5 5 0 0 1 0 10h-4" />
    </>
  ),
  up: (
    <>
      <path d="M12 16V5" />
      <path d="m7.5 9 4.5-4.5L16.5 9" />
      <path d="M4.5 15v4.5h15V15" />
    </>
  ),
  usb: (
    <>
      <path d="M8 10h8v7.5a2.5 2.5 0 0 1-2.5 2.5h-3A2.5 2.5 0 0 1 8 17.5z" />
      <path d="M9.5 10V4h5v6M11.3 6.5v.8M12.8 6.5v.8" />
    </>
  ),
  warn: (
    <>
      <path d="M12 4 2.8 19.5h18.4z" />
      <path d="M12 10v4.5M12 17v.2" />
    </>
  ),
  wave: <path d="M3.5 12h1.5M7.5 8.5v7M11 5v14M14.5 8v8M18 10v4M20.5 12h.3" />,
  x: <path d="m6 6 12 12M18 6 6 18" />,
} satisfies Record<string, ReactNode>

export type IconName = keyof typeof shapes

type IconProps = { name: IconName; size?: number; label?: string; className?: string | undefined }

/** `label` makes it an image with a name; without one it is decoration beside a word. */
export function Icon({ name, size = 18, label, className }: IconProps) {
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
      {shapes[name]}
    </svg>
  )
}
