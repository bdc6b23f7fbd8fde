import { useTranslation } from 'react-i18next'
import type { Contract, Genuineness } from '#shared/domain/customer'
import { isInForce, type Instant } from '#shared/domain/time'
import type { CustomerView } from '#shared/ipc/replica-views'
import { type Tone, Badge, dateOnly, KeyValueList, Section, useNow } from '../../../shared/ui'
import styles from './customer.module.css'

export const contractState = (
  contract: Pick<Contract, 'validFrom' | 'validUntil'>,
  now: Instant,
): 'valid' | 'ended' | 'future' => {
  if (isInForce(contract, now)) return 'valid'
  return now < contract.validFrom ? 'future' : 'ended'
}

const contractTones = { valid: 'success', ended: 'danger', future: 'neutral' } as const satisfies Record<
  ReturnType<typeof contractState>,
  Tone
>
const genuinenessTones = {
  genuine: 'success',
  unregistered: 'warning',
  counterfeit: 'danger',
} as const satisfies Record<Genuineness, Tone>

const Products = ({ products, sites }: Pick<CustomerView['customer'], 'products' | 'sites'>) => {
  const { t } = useTranslation('customer')
  return (
    <Section title={t('pane.products')} count={products.length}>
      {products.length === 0 && <p className={styles.none}>{t('pane.noProducts')}</p>}
      <ul className={styles.rows}>
        {products.map((product) => (
          <li key={product.id} className={styles.block}>
            <div className={styles.line}>
              <span className={styles.name}>
                {product.product} {product.version}
              </span>
              <Badge tone={genuinenessTones[product.genuineness]}>{t(`genuineness.${product.genuineness}`)}</Badge>
              <span className={styles.aside}>
                {product.registeredAt === null
                  ? t('pane.notRegistered')
                  : t('pane.registered', { day: dateOnly(product.registeredAt) })}{' '}
                {sites.find((site) => site.id === product.siteId)?.name}
              </span>
            </div>
            {product.modules.length > 0 && (
              <p className={styles.aside}>
                {t('pane.modules')} {product.modules.join(t('pane.comma'))}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

const Contracts = ({ view }: { view: CustomerView }) => {
  const { t } = useTranslation('customer')
  const now = useNow()
  const { contracts } = view.customer
  return (
    <Section title={t('pane.contracts')} count={contracts.length}>
      {contracts.length === 0 && <p className={styles.none}>{t('pane.noContracts')}</p>}
      <ul className={styles.rows}>
        {[...contracts]
          .sort((a, b) => b.validUntil - a.validUntil)
          .map((contract) => {
            const state = contractState(contract, now)
            return (
              <li key={contract.id} className={styles.line}>
                <span className={styles.name} title={contract.number}>
                  {contract.number}
                </span>
                <Badge tone={contractTones[state]}>{t(`contract.${state}`)}</Badge>
                <span className={styles.aside}>
                  {t('pane.span', { from: dateOnly(contract.validFrom), until: dateOnly(contract.validUntil) })}
                </span>
              </li>
            )
          })}
        {view.serviceCodes.map((code) => {
          const isValid = isInForce(code, now)
          return (
            <li key={code.id} className={styles.line}>
              <span className={styles.name}>{t('pane.code', { form: t(`code.${code.form}`) })}</span>
              <Badge tone={isValid ? 'success' : 'danger'}>{t(isValid ? 'code.valid' : 'code.expired')}</Badge>
              <span className={styles.aside}>{t('pane.until', { day: dateOnly(code.validUntil) })}</span>
            </li>
          )
        })}
      </ul>
      {view.serviceCodes.length === 0 && <p className={styles.none}>{t('pane.noCodes')}</p>}
    </Section>
  )
}

/** 基础档案 without the people: organisation, products, contracts, sites. No digit of any code is in it. */
export const BaseFile = ({ view }: { view: CustomerView }) => {
  const { t } = useTranslation('customer')
  const { customer } = view
  return (
    <>
      <KeyValueList
        columns={2}
        items={[
          { label: t('pane.region'), value: customer.region },
          { label: t('pane.industry'), value: customer.industry },
          { label: t('pane.organisation'), value: view.organisationName },
        ]}
      />
      <Products products={customer.products} sites={customer.sites} />
      <Contracts view={view} />
    </>
  )
}

/** Where the customer's people and machines are. */
export const Sites = ({ sites }: Pick<CustomerView['customer'], 'sites'>) => {
  const { t } = useTranslation('customer')
  return (
    <Section title={t('pane.sites')} count={sites.length}>
      {sites.length === 0 && <p className={styles.none}>{t('pane.noSites')}</p>}
      <ul className={styles.rows}>
        {sites.map((site) => (
          <li key={site.id} className={styles.line}>
            <span className={styles.name}>{site.name}</span>
            <span className={styles.aside}>{site.address}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
