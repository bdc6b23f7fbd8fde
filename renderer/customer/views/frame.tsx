import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../shared/ui/button'
import { classNames } from '../../shared/ui/class-names'
import { switchLanguage } from '../../shared/i18n'
import { keepLanguage } from '../words'
import styles from './frame.module.css'

const LanguageButton = () => {
  const { t, i18n } = useTranslation('customerPage')
  const other = i18n.language === 'en' ? 'zh-CN' : 'en'
  return (
    <Button
      variant="quiet"
      size="sm"
      lang={other}
      onClick={() => {
        keepLanguage(other)
        switchLanguage(other)
      }}
    >
      {t('otherLanguage')}
    </Button>
  )
}

/** For what purpose, what is kept and how long, and where the source is. */
const SmallPrint = ({ isOpen }: { isOpen: boolean }) => {
  const { t } = useTranslation('customerPage')
  return (
    <footer className={styles.foot}>
      <details open={isOpen}>
        <summary>{t('privacy.title')}</summary>
        <ul>
          {(['purpose', 'kept', 'notKept', 'period'] as const).map((part) => (
            <li key={part}>{t(`privacy.${part}`)}</li>
          ))}
        </ul>
      </details>
      <p>
        {t('privacy.source')}{' '}
        <a href="source" target="_blank" rel="noreferrer">
          {t('privacy.sourceLink')}
        </a>
      </p>
    </footer>
  )
}

type Props = {
  title: string
  /** Stays in sight above everything. */
  bar?: ReactNode
  isWide?: boolean
  /** Where consent is asked for, nobody has to look for what it is for. */
  isPrivacyOpen?: boolean
  children: ReactNode
}

/** Every view of the page: head, title, content, small print. The title gets the focus, so that it is read out. */
export const Frame = ({ title, bar, isWide = false, isPrivacyOpen = false, children }: Props) => {
  const { t } = useTranslation('customerPage')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const { activeElement } = document
    if (activeElement === null || activeElement === document.body) heading.current?.focus()
  }, [])
  return (
    <div className={classNames(styles.page, isWide && styles.wide)}>
      <header className={styles.head}>
        <span>
          {t('hotline')} · {t('title')}
        </span>
        <LanguageButton />
      </header>
      {bar}
      <main className={styles.main}>
        <h1 ref={heading} tabIndex={-1} className={bar === undefined ? styles.title : 'visually-hidden'}>
          {title}
        </h1>
        {children}
      </main>
      <SmallPrint isOpen={isPrivacyOpen} />
    </div>
  )
}
