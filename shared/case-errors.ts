import type { ErrorRow } from './error-row'

/** What can be refused where a ticket is given on, follows another, or becomes another kind. */
export const caseErrorRows = {
  notHandled: {
    status: 403,
    zh: '您只能查看这张工单：它不由您处理，或您的派工已经结束。',
    en: 'You can only read this ticket: it is not yours to work on, or your order for it has ended.',
  },
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
  afterTicketUnknown: {
    zh: '找不到要接续的工单，请从工单页重新打开。',
    en: 'The ticket that this one follows was not found. Start again from its page.',
  },
  afterTicketUnseen: {
    status: 403,
    zh: '要接续的工单不在您的可见范围内。',
    en: 'The ticket that this one follows is not within your scope.',
  },
  onlySeenOnSite: {
    zh: '您只能为现场发现的问题再开工单。',
    en: 'You can only open another ticket for what was seen on site.',
  },
  secondProblemNeedsCall: {
    zh: '原工单不是来电开立的，请改选其他原因。',
    en: 'The older ticket did not come from a call. Choose another reason.',
  },
  originTextMissing: { zh: '请写明再开一张的原因。', en: 'Write down why another ticket is opened.' },
  referralOwnOrganisation: {
    zh: '您只能开给本机构，请选择您所在的机构。',
    en: 'You can only open it for your own organisation. Choose that one.',
  },
  kindOfOwnTickets: {
    zh: '您只能更改自己负责的工单的类型，请先接手。',
    en: 'You can only change the kind of your own tickets. Take it first.',
  },
} as const satisfies Record<string, ErrorRow>
