import fc from 'fast-check'
import type { Keyed, ShortcutSettings } from '../../../shared/keys/keymap.ts'
import { presetNames, presets } from '../../../shared/keys/presets.ts'
import { shortcutText } from '../../../shared/keys/shortcut.ts'

/** Few keys, so that they meet. */
export const keys = fc
  .record({ code: fc.constantFrom('KeyJ', 'KeyD', 'Enter', 'F2'), mod: fc.boolean(), alt: fc.boolean(), shift: fc.boolean() })
  .map(shortcutText)

const ids = [...new Set(Object.values(presets).flatMap((preset) => Object.keys(preset))), 'view.own', 'text.own']

/** Commands that share no key, as Egiz's do. */
export const commandLists = fc
  .uniqueArray(keys, { maxLength: 8 })
  .chain((apart) =>
    fc
      .uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 8 })
      .map((some): Keyed[] => some.map((id, i) => ({ id, shortcuts: apart.filter((_, at) => at % some.length === i) }))),
  )

/** Steps that a person takes in the settings. */
export const steps = fc.array(
  fc.oneof(
    fc.record({ what: fc.constant('keys' as const), at: fc.nat(7), keys: fc.array(keys, { maxLength: 3 }) }),
    fc.record({ what: fc.constant('reset' as const), at: fc.nat(7) }),
    fc.record({ what: fc.constant('preset' as const), preset: fc.constantFrom(...presetNames) }),
  ),
  { maxLength: 12 },
)

export type Step = typeof steps extends fc.Arbitrary<readonly (infer S)[]> ? S : never

/** Settings as a file may hold them, edited by hand. */
export const anySettings: fc.Arbitrary<ShortcutSettings> = fc.record({
  preset: fc.constantFrom(...presetNames),
  own: fc.dictionary(fc.constantFrom(...ids), fc.array(fc.oneof(keys, fc.string()), { maxLength: 3 })),
})
