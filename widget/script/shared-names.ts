/**
 * Modules of the first file that later files require from it: the large ones, and
 * those that have to be there once. What is small weighs less twice than by name.
 */
export const sharedNames = [
  'core/errors',
  'core/phone',
  'methods/draft',
  'methods/phone/regroup',
  'options/read-options',
  'page/presence',
  'script/script-attributes',
  'ui/hooks/unique-id',
  'ui/surroundings/adopt-sheet',
  'ui/surroundings/place',
  'ui/surroundings/surroundings',
] as const
