import type { ErrorRow } from './error-row'

/** What can be refused where a ticket is given on, follows another, or becomes another kind. */
export const caseErrorRows = {
  assigneeUnknown: {
    zh: '找不到这位同事，可能已停用。请另选一位。',
    en: 'This colleague was not found and may be deactivated. Choose another.',
  },
  assigneeNoCaseWorker: {
    zh: '{name} 的岗位不处理工单，请另选一位。',
    en: '{name} does not work on tickets. Choose another.',
  },
  assigneeOutOfReach: {
    zh: '{name} 看不到这张工单：工单没有转介给其所在机构。请另选一位，或先转介。',
    en: '{name} cannot see this ticket: it was not referred to their organisation. Choose another, or refer it first.',
  },
  assignOwnOrganisation: {
    zh: '您只能交给本机构的同事，{name} 属于其他机构。',
    en: 'You can only give it to your own organisation, and {name} belongs to another.',
  },
  assignBackToManager: {
    zh: '服务顾问只能把工单交回本机构的服务经理，{name} 不是服务经理。',
    en: 'A consultant hands a ticket back to a manager of their organisation, and {name} is not one.',
  },
  assignQueueOfVendor: {
    zh: '队列属于原厂热线，请交给本机构的同事。',
    en: 'The queues are the vendor’s. Give it to a colleague of your organisation.',
  },
} as const satisfies Record<string, ErrorRow>
