/** What every page has and some have nothing else: words in the buyer's language. */
import { startLanguage } from '/language.js'

startLanguage()
