import { open } from '../overlay/open.tsx'
import { mountOpenButton } from './open-button.tsx'

/** The script's file for pages that show the checkout above them. */
export const overlay = { open, mountOpenButton }
