import { useState } from 'react'
import { Form } from 'react-aria-components/Form'
import { useTranslation } from 'react-i18next'
import type { FileGrant, Host, ProjectEntry } from '../../../shared/host/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { errorText, type Failure } from '../../ui/error-text.ts'
import { Field } from '../../ui/field.tsx'
import { LanguagePicker } from '../../ui/language-picker.tsx'
import { Notice } from '../../ui/notice.tsx'
import { nameFault, nameFromFile } from './project-name.ts'

export interface NewProjectDialogProps {
  host: Host
  /** Where projects go unless another folder is chosen. */
  projectsFolder: string
  /** The edition has a dialog for folders. */
  canChooseFolder: boolean
  /** Texts to import into the project next; empty for a bare project. */
  files: readonly FileGrant[]
  languages: { source: string; target: string }
  onCreated: (entry: ProjectEntry) => void
  onClose: () => void
}

/** Asks what a project needs and makes it. */
export function NewProjectDialog(props: NewProjectDialogProps) {
  const { host, projectsFolder, canChooseFolder, files, languages, onCreated, onClose } = props
  const { t } = useTranslation()
  const [name, setName] = useState(files[0] === undefined ? '' : nameFromFile(files[0].name))
  const [source, setSource] = useState(languages.source)
  const [target, setTarget] = useState(languages.target)
  const [folder, setFolder] = useState<{ token: string; place: string } | null>(null)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)

  const fault = nameFault(name)
  const nameError = failure?.code === 'exists' ? errorText(t, failure, name.trim()).title : tried && fault !== null ? t(fault) : undefined

  const create = async () => {
    setTried(true)
    if (fault !== null || source === '' || target === '' || busy) return
    setBusy(true)
    const made = await host.createProject({
      name: name.trim(),
      sourceLanguage: source,
      targetLanguage: target,
      folder: folder?.token ?? null,
    })
    setBusy(false)
    if (made.ok) onCreated(made.value)
    else setFailure(made.error)
  }
  const chooseFolder = async () => {
    const picked = await host.pickFolder({})
    if (!picked.ok) setFailure(picked.error)
    else if (picked.value !== null) setFolder(picked.value)
  }

  const problem = failure === null || failure.code === 'exists' ? null : errorText(t, failure)
  return (
    <Dialog
      title={titleFor(files, t)}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" onPress={() => void create()} isPending={busy}>
            {files.length === 0 ? t('newProject.create') : t('newProject.createAndImport')}
          </Button>
        </>
      }
    >
      <Form
        className="new-project"
        onSubmit={(event) => {
          event.preventDefault()
          void create()
        }}
      >
        <Field
          label={t('newProject.name')}
          value={name}
          onChange={(value) => {
            setName(value)
            if (failure?.code === 'exists') setFailure(null)
          }}
          error={nameError}
          maxLength={120}
          autoFocus
        />
        <div className="new-project-pair">
          <LanguagePicker
            label={t('newProject.source')}
            value={source}
            onChange={setSource}
            error={tried && source === '' ? t('newProject.sourceMissing') : undefined}
          />
          <LanguagePicker
            label={t('newProject.target')}
            value={target}
            onChange={setTarget}
            error={tried && target === '' ? t('newProject.targetMissing') : undefined}
          />
        </div>
        {source !== '' && source === target ? <Notice tone="warn" title={t('newProject.sameLanguage')} /> : null}
        <div className="field">
          <span className="label">{t('newProject.folder')}</span>
          <span className="new-project-folder">
            <span className="new-project-place">{folder?.place ?? projectsFolder}</span>
            {canChooseFolder ? <Button onPress={() => void chooseFolder()}>{t('newProject.choose')}</Button> : null}
          </span>
        </div>
        {problem === null ? null : (
          <Notice tone="error" title={problem.title}>
            {problem.advice}
          </Notice>
        )}
        {/* Enter in a field sends the form; browsers ask for a button in it. */}
        <button type="submit" hidden tabIndex={-1} />
      </Form>
    </Dialog>
  )
}

function titleFor(files: readonly FileGrant[], t: ReturnType<typeof useTranslation>['t']): string {
  if (files[0] === undefined) return t('newProject.title')
  return files.length === 1 ? t('newProject.titleFor', { file: files[0].name }) : t('newProject.titleForMany', { count: files.length })
}
