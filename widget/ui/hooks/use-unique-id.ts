import { useState } from 'preact/hooks'
import { nextUniqueId } from './unique-id.ts'

/** Returns the same id as long as the component is mounted. */
export function useUniqueId(): string {
  const [id] = useState(nextUniqueId)
  return id
}
