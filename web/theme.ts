import { Button, type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

// Each raw scale of tokens.css has ten steps, so Mantine can take it as it stands.
const scale = (name: string) =>
  Array.from({ length: 10 }, (_, step) => `var(--v-${name}-${step})`) as unknown as MantineColorsTuple

// What opens stays inside its landmark and, in a modal dialog, on its layer; fixed placing escapes every clip.
const inPlace = { withinPortal: false, floatingStrategy: 'fixed' } as const

const rowButton = { '--button-height': '30px', '--button-fz': '13px', '--button-padding-x': '10px' }

export const theme = createTheme({
  primaryColor: 'cham',
  primaryShade: { light: 7, dark: 5 },
  colors: {
    cham: scale('cham'),
    vang: scale('vang'),
    son: scale('son'),
    gach: scale('gach'),
    ngoc: scale('ngoc'),
    lam: scale('lam'),
  },
  fontFamily: 'var(--v-font-text)',
  fontFamilyMonospace: 'var(--v-font-num)',
  headings: { fontWeight: '600', fontFamily: 'var(--v-font-text)' },
  defaultRadius: 'sm',
  radius: { xs: '4px', sm: '7px', md: '10px', lg: '16px' },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '19px' },
  lineHeights: { xs: '1.5', sm: '1.54', md: '1.57', lg: '1.5', xl: '1.57' },
  autoContrast: false,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Badge: { styles: { root: { textTransform: 'none' } } },
    // size="row": the drawn height of 30 px that stands in a row; the target is larger, see mantine.css.
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      vars: (_, { size }) => ({ root: size === 'row' ? rowButton : { '--button-padding-x': '14px' } }),
    }),
    Menu: { defaultProps: { ...inPlace, withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: inPlace },
    Combobox: { defaultProps: inPlace },
    Tooltip: { defaultProps: { multiline: true, maw: 320, openDelay: 250, ...inPlace } },
  },
})

const roles = {
  '--mantine-color-body': 'var(--v-paper)',
  '--mantine-color-text': 'var(--v-ink)',
  '--mantine-color-bright': 'var(--v-ink)',
  '--mantine-color-dimmed': 'var(--v-ink-3)',
  '--mantine-color-placeholder': 'var(--v-ink-3)',
  '--mantine-color-default': 'var(--v-surface)',
  '--mantine-color-default-hover': 'var(--v-hover)',
  '--mantine-color-default-color': 'var(--v-ink)',
  '--mantine-color-default-border': 'var(--v-line-2)',
  '--mantine-color-anchor': 'var(--v-link)',
  '--mantine-color-error': 'var(--v-stop-fg)',
  '--mantine-color-disabled': 'var(--v-sunken)',
  '--mantine-color-disabled-color': 'var(--v-ink-3)',
  '--mantine-color-disabled-border': 'var(--v-line-2)',
  '--mantine-primary-color-filled': 'var(--v-primary)',
  '--mantine-primary-color-filled-hover': 'var(--v-primary-hover)',
  '--mantine-primary-color-contrast': 'var(--v-on-primary)',
  '--mantine-color-cham-filled': 'var(--v-primary)',
  '--mantine-color-cham-filled-hover': 'var(--v-primary-hover)',
  '--mantine-color-cham-light': 'var(--v-select)',
  '--mantine-color-cham-light-hover': 'var(--v-select-2)',
  '--mantine-color-cham-light-color': 'var(--v-link)',
  '--mantine-color-cham-outline': 'var(--v-link)',
  '--mantine-color-cham-outline-hover': 'var(--v-select)',
  '--mantine-primary-color-light': 'var(--v-select)',
  '--mantine-primary-color-light-hover': 'var(--v-select-2)',
  '--mantine-primary-color-light-color': 'var(--v-link)',
  '--mantine-color-vang-filled': 'var(--v-accent)',
  '--mantine-color-vang-filled-hover': 'var(--v-vang-3)',
}

// The tokens change with the colour scheme by themselves, so one list of roles serves both.
export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: roles, dark: roles })
