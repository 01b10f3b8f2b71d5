import { createRoot } from 'react-dom/client'
import './ui/fonts.css'
import './ui/tokens.css'
import './ui/base.css'
import './ui/controls.css'
import './ui/marks.css'
import './ui/lists.css'
import './ui/bar.css'
import './ui/shell.css'
import './ui/overlays.css'
import './ui/charts.css'
import { App } from './App.tsx'
import { applyTheme } from './shell/theme.ts'
import { chosenLanguage, setLanguage } from './text.ts'

/*
 * Where things are: routes.tsx lists every page; shell/ is what stands around them and who is signed in; ui/ is the
 * look, one component a file, shown whole at /kit; pages/<module>/ are the pages; text.ts says every word, graphql.ts
 * asks the API.
 */
applyTheme()
if (chosenLanguage() === 'en') await setLanguage('en')

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
