import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Banner } from '../../shared/ui/banner'
import { Button } from '../../shared/ui/button'
import { TextField } from '../../shared/ui/field'
import { join } from '../session/customer-session'
import { customerStore } from '../session/customer-store'
import { Frame } from './frame'
import styles from './parts.module.css'

/** Refusals that belong to a field; all others stand above both. */
const fields = { codeForm: 'code', remoteCodeSpent: 'code', nameMissing: 'name' } as const
const isOfField = (refusal: string): refusal is keyof typeof fields => refusal in fields

/** Code and own name. */
export const CodeView = ({ refusal, isBusy = false }: { refusal: string | null; isBusy?: boolean }) => {
  const { t } = useTranslation('customerPage')
  const code = useStore(customerStore, (state) => state.code)
  const contactName = useStore(customerStore, (state) => state.contactName)
  const canCapture = useStore(customerStore, (state) => state.canCapture)
  const words = refusal === null ? null : t([`refusal.${refusal}`, 'refusal.failed'], { code: refusal })
  const field = refusal !== null && isOfField(refusal) ? fields[refusal] : null
  return (
    <Frame title={t('code.title')}>
      <p className={styles.lead}>{t('code.text')}</p>
      {!canCapture && (
        <Banner tone="warning" title={t('code.noCapture')}>
          {t('code.noCaptureText')}
        </Banner>
      )}
      {words !== null && field === null && <Banner tone="danger">{words}</Banner>}
      <form
        className={styles.column}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBusy) join()
        }}
      >
        <TextField
          label={t('code.label')}
          hint={t('code.hint')}
          error={field === 'code' ? words : null}
          value={code}
          onValue={(value) => {
            customerStore.setState({ code: value })
          }}
          className={styles.code}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          enterKeyHint="next"
          maxLength={64}
          required
        />
        <TextField
          label={t('code.name')}
          hint={t('code.nameHint')}
          error={field === 'name' ? words : null}
          value={contactName}
          onValue={(value) => {
            customerStore.setState({ contactName: value })
          }}
          autoComplete="name"
          maxLength={100}
          required
        />
        <Button type="submit" variant="primary" busy={isBusy}>
          {t('code.submit')}
        </Button>
      </form>
      <p className={styles.quiet}>{t('code.safety')}</p>
    </Frame>
  )
}
