import './styles/tokens.css'
import './styles/fonts.css'
import './styles/mantine.css'
import './styles/global.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './api.ts'
import { router } from './router.tsx'
import { cssVariablesResolver, theme } from './theme.ts'
import { Toasts } from './ui/Toasts.tsx'
import { startWords } from './words.ts'

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
// The scroll lock beneath Mantine's dialogs takes the nonce of its style tag from this global.
Object.assign(globalThis, { __webpack_nonce__: nonce })

await startWords()

const root = document.getElementById('app')
if (!root) throw new Error('index.html has lost its #app')
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queryClient}>
        <Suspense>
          <RouterProvider router={router} />
          <Toasts />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
