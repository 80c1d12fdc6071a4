import { useTranslation } from 'react-i18next'
import type { Host, ProjectEntry, Repair } from '../../../shared/host/contract.ts'
import { errorText } from '../../ui/error-text.ts'
import { toasts } from '../../ui/toast-queue.ts'
import { useWork } from './use-work.ts'

export interface RepairOptions {
  host: Host
  /** The damaged project's token. */
  project: string
  name: string
  onOpen: (entry: ProjectEntry) => void
  onRepaired?: ((entry: ProjectEntry) => void) | undefined
}

/** Repairs a project into a new one; if the screen is closed meanwhile, a passing message tells how it went. */
export function useRepair({ host, project, name, onOpen, onRepaired }: RepairOptions) {
  const { t } = useTranslation()
  const { work, run, rest } = useWork<Repair>((outcome) => {
    if (!outcome.ok) {
      const { title, advice } = errorText(t, outcome.error, name)
      toasts.add({ tone: 'error', text: `${title} ${advice}` })
      return
    }
    const { project: made } = outcome.value
    toasts.add({ text: t('repair.done', { name: made.name }), action: { label: t('backups.open'), onPress: () => onOpen(made) } })
  })
  const repair = () =>
    run(async () => {
      const outcome = await host.repairProject({ project })
      if (outcome.ok) onRepaired?.(outcome.value.project)
      return outcome
    })
  return { work, repair, rest }
}
