import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { type ConditionOf, rowMarks, rowStates, textSides } from '../../../shared/analysis/row-filter.ts'
import { type Tag, unitKinds } from '../../../shared/model/records.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { Check } from './check.tsx'
import type { Draft } from './condition-draft.ts'

interface FieldsProps {
  draft: Draft
  onChange: (draft: Draft) => void
}

/** Conditions on what a row is: its state, kind, marks. */
export function RowFields({ draft, onChange }: FieldsProps) {
  const { t } = useTranslation()
  const { state, kind, mark, repeated } = draft
  return (
    <>
      <Group title={t('grid.state')} not={state?.not} onNot={state && ((not) => onChange({ ...draft, state: negated(state, not) }))}>
        <Values
          all={rowStates}
          chosen={state?.any ?? []}
          words={(value) => t(`state.${value}`)}
          onChange={(any) => onChange({ ...draft, state: { ...state, of: 'state', any } })}
        />
      </Group>
      <Group title={t('grid.kind')} not={kind?.not} onNot={kind && ((not) => onChange({ ...draft, kind: negated(kind, not) }))}>
        <Values
          all={unitKinds}
          chosen={kind?.any ?? []}
          words={(value) => t(`kind.${value}`)}
          onChange={(any) => onChange({ ...draft, kind: { ...kind, of: 'kind', any } })}
        />
      </Group>
      <Group title={t('filter.marks')} not={mark?.not} onNot={mark && ((not) => onChange({ ...draft, mark: negated(mark, not) }))}>
        <Values
          all={rowMarks}
          chosen={mark?.any ?? []}
          words={(value) => t(`filter.mark.${value}`)}
          onChange={(any) => onChange({ ...draft, mark: { ...mark, of: 'mark', any } })}
        />
      </Group>
      <Group
        title={t('filter.repetitions')}
        not={repeated?.not}
        onNot={repeated && ((not) => onChange({ ...draft, repeated: negated(repeated, not) }))}
      >
        <Check
          isOn={repeated !== undefined}
          onChange={(isOn) => {
            const { repeated: _was, ...rest } = draft
            onChange(isOn ? { ...rest, repeated: { of: 'repeated' } } : rest)
          }}
        >
          {t('filter.repeatedHint')}
        </Check>
      </Group>
    </>
  )
}

/** Conditions on a row's tags. */
export function TagFields({ draft, onChange, tags }: FieldsProps & { tags: readonly { tag: Tag; path: string }[] }) {
  const { t } = useTranslation()
  const { tag } = draft
  const isAny = tag !== undefined && tag.any.length === 0
  const set = (next: Partial<ConditionOf<'tag'>>) =>
    onChange({ ...draft, tag: { ...tag, of: 'tag', any: [], below: true, ...tag, ...next } })
  const { tag: _was, ...without } = draft
  return (
    <Group title={t('tags.title')} not={tag?.not} onNot={tag && ((not) => onChange({ ...draft, tag: negated(tag, not) }))}>
      <Check isOn={isAny} onChange={(isOn) => (isOn ? set({ any: [] }) : onChange(without))}>
        {t('filter.anyTag')}
      </Check>
      <div className="tag-values">
        <Values
          all={tags.map(({ tag: { id } }) => id)}
          chosen={tag?.any ?? []}
          words={(id) => tags.find(({ tag: { id: other } }) => other === id)?.path ?? ''}
          onChange={(any) => (any.length > 0 ? set({ any }) : onChange(without))}
        />
      </div>
      {tags.some(({ tag: { parentId } }) => parentId !== null) ? (
        <Check isOn={tag?.below ?? true} isDisabled={!tag || isAny} onChange={(below) => set({ below })}>
          {t('filter.below')}
        </Check>
      ) : null}
    </Group>
  )
}

/** Conditions on a row's words and on when it was changed. */
export function TextFields({ draft, onChange }: FieldsProps) {
  const { t } = useTranslation()
  const dayId = useId()
  const { text, changed } = draft
  const set = (next: Partial<ConditionOf<'text'>>) =>
    onChange({ ...draft, text: { of: 'text', text: '', side: 'either', exact: false, ...text, ...next } })
  const { changed: _was, ...without } = draft
  const since = changed?.since
  const isDay = since !== undefined && since !== 'today' && since !== 'yesterday' && since !== 'week'
  return (
    <>
      <Group title={t('filter.words')} not={text?.not} onNot={text && ((not) => onChange({ ...draft, text: negated(text, not) }))}>
        <div className="text-condition">
          <Field label={t('filter.contains')} value={text?.text ?? ''} onChange={(words) => set({ text: words })} />
          <Select
            label={t('filter.side')}
            value={text?.side ?? 'either'}
            options={textSides.map((side) => ({ value: side, label: t(`filter.sides.${side}`) }))}
            onChange={(side) => set({ side })}
          />
        </div>
        <Check isOn={text?.exact ?? false} onChange={(exact) => set({ exact })}>
          {t('filter.exact')}
        </Check>
      </Group>
      <Group
        title={t('filter.changes')}
        not={changed?.not}
        onNot={changed && ((not) => onChange({ ...draft, changed: negated(changed, not) }))}
      >
        <div className="text-condition">
          <Select
            label={t('filter.changedSince')}
            value={since === undefined ? 'never' : isDay ? 'day' : since}
            options={[
              { value: 'never', label: t('filter.anyTime') },
              { value: 'today', label: t('filter.times.today') },
              { value: 'yesterday', label: t('filter.times.yesterday') },
              { value: 'week', label: t('filter.times.week') },
              { value: 'day', label: t('filter.times.day') },
            ]}
            onChange={(value) => {
              if (value === 'never') onChange(without)
              else onChange({ ...draft, changed: { ...changed, of: 'changed', since: value === 'day' ? localDay(new Date()) : value } })
            }}
          />
          {isDay ? (
            <div className="field">
              <label className="label" htmlFor={dayId}>
                {t('filter.day')}
              </label>
              <input
                id={dayId}
                className="input"
                type="date"
                value={since}
                onChange={(event) => onChange({ ...draft, changed: { ...changed, of: 'changed', since: event.target.value } })}
              />
            </div>
          ) : null}
        </div>
      </Group>
    </>
  )
}

/** A day as YYYY-MM-DD, in local time. */
function localDay(day: Date): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

function negated<C extends { not?: true | undefined }>(condition: C, not: boolean): C {
  const { not: _was, ...rest } = condition
  return (not ? { ...rest, not: true } : rest) as C
}

interface GroupProps {
  title: string
  not: true | undefined
  /** Absent where nothing is asked for that could be denied. */
  onNot: ((not: boolean) => void) | undefined
  children: ReactNode
}

function Group({ title, not, onNot, children }: GroupProps) {
  const { t } = useTranslation()
  return (
    <fieldset className="condition-group">
      <legend className="section-title">{title}</legend>
      {children}
      {onNot ? (
        <Check className="not" isOn={not === true} onChange={onNot}>
          {t('filter.notThese')}
        </Check>
      ) : null}
    </fieldset>
  )
}

interface ValuesProps<V extends string> {
  all: readonly V[]
  chosen: readonly V[]
  words: (value: V) => string
  onChange: (chosen: V[]) => void
}

function Values<V extends string>({ all, chosen, words, onChange }: ValuesProps<V>) {
  return all.map((value) => (
    <Check
      key={value}
      isOn={chosen.includes(value)}
      onChange={(isOn) => onChange(all.filter((one) => (one === value ? isOn : chosen.includes(one))))}
    >
      {words(value)}
    </Check>
  ))
}
