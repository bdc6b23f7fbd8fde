import { randomUUID } from 'node:crypto'
import { customerSchema } from '#shared/domain/customer'
import { serviceCodeSchema } from '#shared/domain/service-code'
import { organisationId } from '../../demo/organisations'

/** Values found nowhere else, so that every place that shows one is found. */
export const canary = {
  code: '0599887766',
  password: '7391846205',
  guessedCode: '0588776655',
  guessedPassword: '9182736450',
  phone: '13911112222',
  callerPhone: '13922223333',
  company: '金丝雀机械',
  contact: '黄小莺',
  caller: '蓝翎雀',
  signInGuess: 'canary-guess-1',
  ctiToken: 'canary-cti-token',
}

/** A customer and their service code, with the values above. */
export const customer = customerSchema.parse({
  id: randomUUID(),
  name: canary.company,
  region: '',
  industry: '',
  organisationId: organisationId('north'),
  sites: [],
  contracts: [],
  contacts: [{ id: randomUUID(), name: canary.contact, title: '', phones: [canary.phone] }],
  products: [
    {
      id: randomUUID(),
      product: 'NC',
      version: '6.5',
      modules: [],
      siteId: null,
      registeredAt: 1,
      genuineness: 'genuine',
    },
  ],
})
export const serviceCode = serviceCodeSchema.parse({
  id: randomUUID(),
  customerId: customer.id,
  form: 'nc10',
  validFrom: 0,
  validUntil: Date.now() + 1e10,
})
