import { useState } from 'react'
import { Command } from 'cmdk'
import { BookOpen, Building2, Command as CommandIcon, Ticket } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { filterWords, holdsWords } from '#shared/text/comparable'
import { maxSearchText } from '#shared/ipc/limits'
import { Dialog, Highlighted, Kbd } from '../../../shared/ui'
import { createPersonStore } from '../../bridge/person-store'
import { type KeyEntry, keyStore } from '../../navigation/keys'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { goTo } from '../../navigation/place-store'
import styles from './palette.module.css'

const paletteStore = createPersonStore<{ phase: 'closed' | 'open' }>(() => ({ phase: 'closed' }))

export const openPalette = (): void => {
  paletteStore.setState({ phase: 'open' })
}
const closePalette = (): void => {
  paletteStore.setState({ phase: 'closed' })
}

/** Commands whose label holds every word, in the order they were registered. */
export const matchingCommands = (entries: readonly KeyEntry[], text: string): KeyEntry[] => {
  const words = filterWords(text)
  return entries.filter((entry) => holdsWords(entry.label(), words))
}

const maxShown = 6

const PaletteBody = () => {
  const { t } = useTranslation('shell')
  const [text, setText] = useState('')
  const entries = useStore(keyStore, (state) => state.entries)
  const wanted = text.trim()
  const isAsked = wanted !== ''
  const customers = useReplicaQuery('customer.find', isAsked ? { text: wanted, limit: maxShown } : undefined).data ?? []
  const tickets =
    useReplicaQuery('ticket.list', isAsked ? { view: 'all', text: wanted, limit: maxShown } : undefined).data ?? []
  const articles = useReplicaQuery('article.search', isAsked ? { text: wanted, limit: maxShown } : undefined).data ?? []
  const commands = matchingCommands(
    entries.filter((entry) => entry.id !== 'palette'),
    wanted,
  )

  const choose = (act: () => void) => () => {
    closePalette()
    // The dialog gives the focus back first.
    setTimeout(act)
  }
  return (
    <Command shouldFilter={false} loop label={t('palette.title')} className={styles.palette}>
      <Command.Input
        value={text}
        onValueChange={(value) => {
          setText(value.slice(0, maxSearchText))
        }}
        placeholder={t('palette.placeholder')}
        className={styles.input}
        autoFocus
      />
      <Command.List label={t('palette.results')} className={styles.list}>
        <Command.Empty className={styles.empty}>{t('palette.empty')}</Command.Empty>
        {isAsked && tickets.length > 0 && (
          <Command.Group heading={t('palette.tickets')}>
            {tickets.map((ticket) => (
              <Command.Item
                key={ticket.id}
                value={`ticket ${ticket.id}`}
                onSelect={choose(() => {
                  goTo({ kind: 'ticket', id: ticket.id })
                })}
              >
                <Ticket size={16} aria-hidden />
                <span className={styles.words}>{ticket.subject}</span>
                <span className={styles.aside}>
                  {ticket.number ?? t('common:pending')} · {t(`common:ticketStatus.${ticket.status}`)}
                </span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
        {isAsked && customers.length > 0 && (
          <Command.Group heading={t('palette.customers')}>
            {customers.map((customer) => (
              <Command.Item
                key={customer.id}
                value={`customer ${customer.id}`}
                onSelect={choose(() => {
                  goTo({ kind: 'customer', id: customer.id })
                })}
              >
                <Building2 size={16} aria-hidden />
                <span className={styles.words}>{customer.name}</span>
                <span className={styles.aside}>{customer.region}</span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
        {isAsked && articles.length > 0 && (
          <Command.Group heading={t('palette.articles')}>
            {articles.map((article) => (
              <Command.Item
                key={article.id}
                value={`article ${article.id}`}
                onSelect={choose(() => {
                  goTo({ kind: 'article', id: article.id })
                })}
              >
                <BookOpen size={16} aria-hidden />
                <span className={styles.words}>
                  <Highlighted text={article.title} />
                </span>
                <span className={styles.aside}>{article.product}</span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
        {commands.length > 0 && (
          <Command.Group heading={t('palette.commands')}>
            {commands.map((entry) => (
              <Command.Item
                key={entry.id}
                value={`command ${entry.id}`}
                onSelect={choose(() => {
                  entry.run()
                })}
              >
                <CommandIcon size={16} aria-hidden />
                <span className={styles.words}>{entry.label()}</span>
                <Kbd keys={entry.keys} />
              </Command.Item>
            ))}
          </Command.Group>
        )}
      </Command.List>
    </Command>
  )
}

/** Ctrl+K: everything by its name. */
export const Palette = () => {
  const { t } = useTranslation('shell')
  const isOpen = useStore(paletteStore, (state) => state.phase === 'open')
  return (
    <Dialog isOpen={isOpen} onClose={closePalette} title={t('palette.title')} isHeadHidden>
      {isOpen && <PaletteBody />}
    </Dialog>
  )
}
