import { textProblems } from '../locales/text-problems.ts'
import { attributeMistakes } from './attribute-mistakes.ts'

/** The script's file for pages that have something to be told. */
export const advice = { attributeMistakes, textProblems }
