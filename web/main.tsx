import { createRoot } from 'react-dom/client'
import './ui/fonts.css'
import './ui/tokens.css'
import './ui/base.css'
import './ui/controls.css'
import './ui/marks.css'
import './ui/lists.css'
import './ui/shell.css'
import './ui/overlays.css'
import './ui/charts.css'
import { App } from './App.tsx'
import { applyTheme } from './shell/theme.ts'
import { chosenLanguage, setLanguage } from './text.ts'

applyTheme()
if (chosenLanguage() === 'en') await setLanguage('en')

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
