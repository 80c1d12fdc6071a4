import { useState } from 'react'
import { Label } from 'react-aria-components/Label'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import { useTranslation } from 'react-i18next'
import type { SimpleOp } from '../../../shared/model/changes.ts'
import { keyBetween } from '../../../shared/model/ids.ts'
import { type Tag, tagColours } from '../../../shared/model/records.ts'
import { commitAll, newTag } from '../../store/edits.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { tagTree } from './tag-tree.ts'

interface TagDialogProps {
  store: ProjectStore
  edited: Tag | 'new' | { parentId: string }
  onClose: () => void
}

const TOP = ' top'
const colours = Array.from({ length: tagColours }, (_, index) => index + 1)

/** Makes a tag or changes one: name, colour, place in the tree, description. One edit, whatever was changed. */
export function TagDialog({ store, edited, onClose }: TagDialogProps) {
  const { t } = useTranslation()
  const tag = typeof edited === 'object' && 'id' in edited ? edited : null
  const [draft] = useState(() => tag ?? newTag(store, { name: 'x', parentId: typeof edited === 'object' ? edited.parentId : null }))
  const [name, setName] = useState(tag?.name ?? '')
  const [description, setDescription] = useState(draft.description)
  const [colour, setColour] = useState(draft.colour)
  const [parentId, setParentId] = useState(draft.parentId ?? TOP)
  const inside = tag ? below(store, tag.id) : new Set<string>()
  const parents = tagTree(store.records.tagList).filter(({ tag: other }) => !inside.has(other.id))

  const taken = store.records.tagList.some(
    (other) =>
      other.id !== draft.id && (other.parentId ?? TOP) === parentId && other.name.trim().toLowerCase() === name.trim().toLowerCase(),
  )
  const invalid = name.trim() === '' || taken

  const save = async () => {
    const face = { name: name.trim(), colour, description }
    const parent = parentId === TOP ? null : parentId
    onClose()
    const siblings = store.records.tagList.filter((other) => other.parentId === parent && other.id !== draft.id)
    const order = keyBetween(siblings.at(-1)?.order ?? null, null)
    if (!tag) {
      await commitAll(store, [{ type: 'tag.add', tag: { ...draft, ...face, parentId: parent, order } }])
      return
    }
    const before = { name: tag.name, colour: tag.colour, description: tag.description }
    const ops: SimpleOp[] = []
    if (JSON.stringify(before) !== JSON.stringify(face)) ops.push({ type: 'tag.set', tagId: tag.id, before, after: face })
    if (parent !== tag.parentId) {
      ops.push({
        type: 'tag.move',
        tagId: tag.id,
        before: { parentId: tag.parentId, order: tag.order },
        after: { parentId: parent, order },
      })
    }
    await commitAll(store, ops)
  }

  return (
    <Dialog
      title={tag ? t('tags.edit') : t('tags.add')}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" isDisabled={invalid} onPress={() => void save()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <form
        className="tag-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (!invalid) void save()
        }}
      >
        <Field
          label={t('tags.name')}
          value={name}
          onChange={setName}
          autoFocus
          maxLength={120}
          error={taken ? t('tags.sameName') : undefined}
        />
        <RadioGroup
          className="colour-choice"
          value={String(colour)}
          onChange={(value) => setColour(Number(value))}
          orientation="horizontal"
        >
          <Label className="label">{t('tags.colour')}</Label>
          <div className="colour-list">
            {colours.map((number) => (
              <Radio key={number} value={String(number)} className="colour" aria-label={t('tags.colourNumber', { number })}>
                <i className="tag-swatch" data-colour={number} />
              </Radio>
            ))}
          </div>
        </RadioGroup>
        <Select
          label={t('tags.parent')}
          value={parentId}
          options={[
            { value: TOP, label: t('tags.noParent') },
            ...parents.map(({ tag: other, path }) => ({ value: other.id, label: path })),
          ]}
          onChange={setParentId}
        />
        <Field label={t('tags.description')} value={description} onChange={setDescription} multiline />
      </form>
    </Dialog>
  )
}

function below(store: ProjectStore, tagId: string): Set<string> {
  const ids = new Set([tagId])
  for (const tag of store.records.tagList) if (tag.parentId === tagId) for (const id of below(store, tag.id)) ids.add(id)
  return ids
}
