import { mountInPage } from './mount-in-page.ts'

/** The script's file with what a checkout is, beyond a form to type into. */
export const pay = { mountInPage }
