import '../styles/tokens.css'
import '../styles/fonts-text.css'
import '../styles/global.css'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { install } from './install.ts'
import { listen } from './stop/listening.ts'
import { recover } from './stop/player.ts'
import { keepInTouch } from './sync/sync.ts'
import { applyTheme } from './theme.ts'

const root = document.getElementById('app')
if (!root) throw new Error('index.html has lost its #app')
applyTheme()
createRoot(root).render(<App />)
void install()
listen()
void recover()
keepInTouch()
