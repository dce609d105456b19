import type { Language } from './texts.ts'

/**
 * What the buyer chose on the page, else the first that their browser names
 * (`Accept-Language`), else Thai. Who reads neither is more likely to read English.
 */
export function pickLanguage(chosen: string | undefined, accepted: string | undefined): Language {
  if (chosen === 'th' || chosen === 'en') return chosen
  const wanted = (accepted ?? '')
    .split(',')
    .map(readRange)
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ language }) => language)
  return wanted.find(isSpoken) ?? (wanted.some(isNamed) ? 'en' : 'th')
}

/** `th-TH;q=0.9` → Thai, 0.9. */
function readRange(range: string): { language: string; weight: number } {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  return { language: tag.split('-', 1)[0] ?? '', weight: weight === undefined ? 1 : Number(weight) }
}

function isSpoken(language: string): language is Language {
  return language === 'th' || language === 'en'
}

function isNamed(language: string): boolean {
  return language !== '' && language !== '*'
}
