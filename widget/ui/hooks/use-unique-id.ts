import { useState } from 'preact/hooks'
import { nextUniqueId } from './unique-id.ts'

/** The same one for as long as the component is there. */
export function useUniqueId(): string {
  const [id] = useState(nextUniqueId)
  return id
}
