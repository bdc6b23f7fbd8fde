import '../shared/styles/tokens.css'
import '../shared/styles/base.css'
import './page.css'
import { createRoot } from 'react-dom/client'
import { startLanguages } from '../shared/i18n'
import { App } from './app'
import { startCustomer } from './session/customer-session'
import { chosenLanguage, customerWords } from './words'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
startLanguages(chosenLanguage(navigator.languages, sessionStorage), customerWords)
startCustomer()
createRoot(root).render(<App />)
