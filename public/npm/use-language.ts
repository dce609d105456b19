import { useEffect, useState } from 'preact/hooks'
import type { Language } from './words.ts'

/** The language that the shop's frame shows; its switch says when that changes. */
export function useLanguage(): Language {
  const [language, setLanguage] = useState(pageLanguage)
  useEffect(() => {
    const follow = () => setLanguage(pageLanguage())
    document.addEventListener('shop:language', follow)
    return () => document.removeEventListener('shop:language', follow)
  }, [])
  return language
}

function pageLanguage(): Language {
  return document.documentElement.lang === 'en' ? 'en' : 'th'
}
