import * as errors from '../core/errors.ts'
import * as phone from '../core/phone.ts'
import * as draft from '../methods/draft.ts'
import * as regroup from '../methods/phone/regroup.ts'
import * as readOptions from '../options/read-options.ts'
import * as presence from '../page/presence.ts'
import * as uniqueId from '../ui/hooks/unique-id.ts'
import * as adoptSheet from '../ui/surroundings/adopt-sheet.ts'
import * as place from '../ui/surroundings/place.ts'
import * as surroundings from '../ui/surroundings/surroundings.ts'
import * as scriptAttributes from './script-attributes.ts'
import type { sharedNames } from './shared-names.ts'

/** What later files get for these names. */
export const shared: Readonly<Record<(typeof sharedNames)[number], object>> = {
  'core/errors': errors,
  'core/phone': phone,
  'methods/draft': draft,
  'methods/phone/regroup': regroup,
  'options/read-options': readOptions,
  'page/presence': presence,
  'script/script-attributes': scriptAttributes,
  'ui/hooks/unique-id': uniqueId,
  'ui/surroundings/adopt-sheet': adoptSheet,
  'ui/surroundings/place': place,
  'ui/surroundings/surroundings': surroundings,
}
