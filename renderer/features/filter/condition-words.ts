import type { TFunction } from 'i18next'
import { beginningOf, type Condition } from '../../../shared/analysis/row-filter.ts'
import type { Tag } from '../../../shared/model/records.ts'
import { formatDay } from '../../ui/format.ts'

interface Words {
  t: TFunction
  language: string
  tags: ReadonlyMap<string, Tag>
}

/** A condition as people say it: “Not translated or Begun”, “not: Heading”, “Changed since Monday”. */
export function conditionWords(words: Words, condition: Condition): string {
  const said = plainWords(words, condition)
  return condition.not ? words.t('filter.not', { words: said }) : said
}

function plainWords({ t, language, tags }: Words, condition: Condition): string {
  switch (condition.of) {
    case 'state':
      return either(
        t,
        condition.any.map((state) => t(`state.${state}`)),
      )
    case 'kind':
      return either(
        t,
        condition.any.map((kind) => t(`kind.${kind}`)),
      )
    case 'mark':
      return either(
        t,
        condition.any.map((mark) => t(`filter.mark.${mark}`)),
      )
    case 'tag': {
      const names = condition.any.map((id) => tags.get(id)?.name ?? t('filter.tagGone'))
      return names.length === 0 ? t('filter.tagged') : t('filter.taggedWith', { names: either(t, names) })
    }
    case 'text':
      return t(`filter.text.${condition.side}`, { text: condition.text })
    case 'changed':
      return sinceWords(t, language, condition.since)
    case 'repeated':
      return t('filter.repeated')
  }
}

function sinceWords(t: TFunction, language: string, since: Extract<Condition, { of: 'changed' }>['since']): string {
  if (since === 'today' || since === 'yesterday' || since === 'week') return t(`filter.since.${since}`)
  return t('filter.since.day', { day: formatDay(beginningOf(since, new Date()), language) })
}

const either = (t: TFunction, words: readonly string[]) => words.reduce((before, last) => t('filter.or', { before, last }))
