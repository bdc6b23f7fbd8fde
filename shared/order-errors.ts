import type { ErrorRow } from './error-row'

/** What can be refused of work orders. */
export const orderErrorRows = {
  orderAlreadyLive: {
    zh: '这张工单已派给一家机构，正在处理。要改派，请先撤回那张派工单。',
    en: 'This ticket is with an organisation already. Withdraw that order first to dispatch it elsewhere.',
  },
  orderNeedsOrganisation: {
    zh: '请选择一家授权服务机构。',
    en: 'Choose an authorised service organisation.',
  },
  organisationNotActive: {
    zh: '“{name}”已停业或暂停接单，请另选一家。您填写的内容还在。',
    en: '“{name}” is closed or takes no orders now. Choose another; what you wrote is kept.',
  },
  orderNeedsContact: {
    zh: '请填写联系人和电话，并与客户核对。',
    en: 'Give the contact and their telephone, and check both with the customer.',
  },
  orderNotConfirmed: {
    zh: '派工前请与客户核对联系人、电话和地址，并勾选确认。',
    en: 'Check contact, telephone and address with the customer, and confirm that you did.',
  },
  orderNeedsColleague: {
    zh: '只能指派本机构的服务顾问或经理。',
    en: 'Only consultants and managers of the organisation can be sent.',
  },
  orderNotYours: {
    status: 403,
    zh: '这张派工单不归您处理。',
    en: 'This order is not yours to work on.',
  },
  orderState: {
    zh: '派工单的状态已经变化，不能再这样操作。请看最新的状态和经办人。',
    en: 'The order has moved on, so this cannot be done any more. See how it stands and who has it.',
  },
} as const satisfies Record<string, ErrorRow>
