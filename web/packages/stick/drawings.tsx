import type { ReactNode } from 'react'

// Our own drawings, on a ground of 200 by 120; letters in them are what stands on the things themselves.

/** A stick lying with its plug to the right, or a card. */
const Stick = ({ x, y, name }: { x: number; y: number; name?: string }) => (
  <g transform={`translate(${x} ${y})`}>
    <rect data-face width="62" height="30" rx="7" />
    <path data-face d="M62 6h22v18H62z" />
    <path d="M70 12h5M70 18h5" />
    {name && (
      <text x="31" y="20">
        {name}
      </text>
    )}
  </g>
)

/** A trolley loudspeaker with a panel; `shows` is what its display says. */
const Speaker = ({ x, y = 8, shows }: { x: number; y?: number; shows?: string }) => (
  <g transform={`translate(${x} ${y})`}>
    <path d="M14 0h36M18 0v8M46 0v8" />
    <rect data-face y="8" width="64" height="88" rx="8" />
    <circle cx="32" cy="68" r="20" />
    <circle cx="32" cy="68" r="7" />
    <rect x="9" y="17" width="46" height="20" rx="3" />
    {shows && (
      <text x="32" y="32">
        {shows}
      </text>
    )}
    <circle cx="12" cy="100" r="4" />
    <circle cx="52" cy="100" r="4" />
  </g>
)

const Tick = ({ x, y }: { x: number; y: number }) => (
  <path data-tone="good" strokeWidth="5" d={`M${x} ${y}l7 8 14-17`} />
)
const Cross = ({ x, y }: { x: number; y: number }) => (
  <path data-tone="bad" strokeWidth="5" d={`M${x} ${y}l16 16m0-16l-16 16`} />
)
const Folder = ({ x, y, name }: { x: number; y: number; name: string }) => (
  <g transform={`translate(${x} ${y})`}>
    <path data-face d="M0 32V4h14l4 5h24v23z" />
    <text x="21" y="26">
      {name}
    </text>
  </g>
)
const Note = ({ x, y }: { x: number; y: number }) => (
  <path d={`M${x} ${y}v-20l14-4v20M${x} ${y}a4 4 0 1 1-1-2.600M${x + 14} ${y - 4}a4 4 0 1 1-1-2.600`} />
)

export const drawings: Record<'1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9', ReactNode> = {
  '1': (
    <>
      <Stick x={4} y={44} />
      <path data-tone="mark" strokeWidth="4" d="M26 92h46m-9-8l9 8-9 8" />
      <Speaker x={94} />
      <circle data-face cx="180" cy="48" r="17" />
      <path d="M180 38v10l7 5" />
      <text x="180" y="84">
        30 s
      </text>
    </>
  ),
  '2': (
    <>
      <Speaker x={26} shows="USB" />
      <rect data-face x="122" y="40" width="58" height="32" rx="16" />
      <text x="151" y="61">
        MODE
      </text>
      <path data-tone="mark" strokeWidth="4" d="M151 112V82m-8 9l8-9 8 9" />
      <g data-tone="still">
        <text x="112" y="22">
          BT
        </text>
        <text x="148" y="22">
          LINE
        </text>
        <text x="184" y="22">
          FM
        </text>
      </g>
    </>
  ),
  '3': (
    <>
      <Stick x={14} y={12} name="FAT32" />
      <Tick x={122} y={28} />
      <Stick x={14} y={46} name="exFAT" />
      <Cross x={122} y={53} />
      <Stick x={14} y={80} name="NTFS" />
      <Cross x={122} y={87} />
    </>
  ),
  '4': (
    <>
      <Stick x={14} y={16} name="32 GB" />
      <Tick x={122} y={32} />
      <Stick x={14} y={66} name="64 GB" />
      <Cross x={122} y={73} />
      <g data-tone="still">
        <rect x="156" y="56" width="34" height="48" rx="4" />
        <circle cx="173" cy="74" r="10" />
        <path d="M173 74l7 16" />
      </g>
    </>
  ),
  '5': (
    <>
      <path d="M100 12v98" strokeDasharray="4 6" />
      <Stick x={8} y={8} />
      <Folder x={8} y={48} name="01" />
      <Folder x={54} y={48} name="02" />
      <Tick x={38} y={98} />
      <Stick x={108} y={8} />
      <Folder x={108} y={48} name="GOI" />
      <path d="M129 82v10h16" />
      <Folder x={148} y={76} name="01" />
      <Cross x={172} y={48} />
    </>
  ),
  '6': (
    <>
      <rect data-face x="12" y="10" width="112" height="100" rx="10" />
      <Folder x={22} y={24} name="01" />
      <Tick x={82} y={44} />
      <Note x={34} y={98} />
      <Note x={62} y={98} />
      <Note x={90} y={98} />
      <path data-tone="bad" strokeWidth="5" d="M20 102l92-32" />
      <path data-tone="mark" strokeWidth="4" d="M132 84h22m-9-8l9 8-9 8" />
      <path d="M160 66h30M170 66v-8h10v8M164 66l3 40h16l3-40" />
    </>
  ),
  '7': (
    <>
      <rect data-face x="8" y="10" width="122" height="100" rx="8" />
      <circle cx="32" cy="36" r="8" />
      <circle cx="32" cy="36" r="3" fill="currentColor" />
      <path d="M48 36h70" strokeWidth="5" />
      <g data-tone="still">
        <circle cx="32" cy="62" r="8" />
        <path d="M48 62h52" strokeWidth="5" />
      </g>
      <rect x="24" y="80" width="94" height="20" rx="10" />
      <path data-tone="mark" strokeWidth="4" d="M184 42a22 22 0 1 0 6 30m-6-30v-16m0 16h-16" />
    </>
  ),
  '8': (
    <>
      <Speaker x={6} />
      <Speaker x={130} />
      <path data-tone="mark" strokeWidth="4" d="M80 38h40m-9-8l9 8-9 8M120 78H80m9-8l-9 8 9 8" />
      <text x="38" y="40">
        1
      </text>
      <text x="162" y="40">
        2
      </text>
    </>
  ),
  '9': (
    <>
      <rect data-face x="16" y="12" width="52" height="96" rx="9" />
      <path d="M36 98h12" />
      <path data-tone="mark" fill="currentColor" d="M34 42v28l24-14z" />
      <g data-tone="mark" strokeWidth="4">
        <path d="M82 46a22 22 0 0 1 0 28M94 38a36 36 0 0 1 0 44" />
      </g>
      <Speaker x={122} shows="BT" />
    </>
  ),
}
