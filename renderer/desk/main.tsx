import '../shared/schemas-without-eval'
import '../shared/styles/tokens.css'
import '../shared/styles/base.css'
import { createRoot } from 'react-dom/client'
import { App } from './app'
import { startLanguages } from '../shared/i18n'
import { loadSettings } from './features/settings'
import { deskWords } from './words'

declare global {
  /** Read by get-nonce, through which overlays put their style elements under the page's content policy. */
  var __webpack_nonce__: string | undefined
}

const start = async (): Promise<void> => {
  globalThis.__webpack_nonce__ = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce
  const settings = await loadSettings()
  startLanguages(settings.language, deskWords)
  const root = document.getElementById('root')
  if (root === null) throw new Error('index.html has no #root')
  createRoot(root).render(<App />)
}

void start()
