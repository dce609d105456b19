import { loadBuiltFiles } from './script/built-files.ts'
import { shared } from './script/shared.ts'
import { startScript } from './script/start.ts'

export type { ScriptApi } from './script/start.ts'

/** The script's first file, built after the later ones: it knows their names and hashes. */
startScript(loadBuiltFiles(__LATER_FILES__, shared))
