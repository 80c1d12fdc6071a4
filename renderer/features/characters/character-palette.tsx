import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { i18n } from '../../ui/i18n.ts'
import { interfaceLanguages } from '../../ui/locale-files.ts'
import { QuickPick } from '../../ui/quick-pick.tsx'
import { noteCharacter, offeredCharacters, type SpecialCharacter } from './characters.ts'
import './characters.css'

interface CharacterPaletteProps {
  onPick: (sign: string) => void
  onClose: () => void
}

const nameOf = (t: TFunction, { name, sign }: SpecialCharacter) => t(`editor.character.${name}`, { sign })

/** Special characters by name, in any of the languages that Egiz speaks; those used last come first. */
export function CharacterPalette({ onPick, onClose }: CharacterPaletteProps) {
  const { t } = useTranslation()
  const items = useMemo(() => {
    const others = interfaceLanguages.map((language) => i18n.getFixedT(language))
    return offeredCharacters().map((character) => ({
      id: character.code,
      label: nameOf(t, character),
      detail: `U+${character.code.toUpperCase()}`,
      keywords: [character.sign, ...others.map((other) => nameOf(other, character))].join(' '),
      icon: (
        <span className="character-sign" aria-hidden>
          <span className={/^[\p{Z}\p{Cf}]/u.test(character.sign) ? 'character-width' : ''}>
            {/^\p{M}/u.test(character.sign) ? `\u25cc${character.sign}` : character.sign}
          </span>
        </span>
      ),
    }))
  }, [t])
  return (
    <QuickPick
      label={t('editor.characters')}
      placeholder={t('editor.charactersPlaceholder')}
      items={items}
      empty={t('editor.noCharacter')}
      onPick={(code) => {
        noteCharacter(code)
        onPick(String.fromCodePoint(Number.parseInt(code, 16)))
      }}
      onClose={onClose}
    />
  )
}
