/** The script's second file: everything that a payment takes beyond a form to type into. */
export { open } from './open.tsx'
export { attributeMistakes } from './script/attribute-mistakes.ts'
export { mountInPage } from './script/mount-in-page.ts'
export { mountOpenButton } from './script/open-button.tsx'
