import { z } from 'zod'

/** 队列: where a caller waits. The menu decides it; without technical help 服务权益 it is the non-agreement line 非协议通道. */
export const queues = ['technical', 'purchase', 'serviceCode', 'complaint', 'nonAgreement'] as const
export const queueSchema = z.enum(queues)
export type Queue = z.infer<typeof queueSchema>

/** The keys of the hotline menu, as paths: `3-2` is 3, then 2. */
export const menuPaths = ['1', '2', '3', '3-2', '4'] as const
export const menuPathSchema = z.enum(menuPaths)
export type MenuPath = z.infer<typeof menuPathSchema>

/** @returns the queue a menu path leads to; technical help leads to the non-agreement line unless it may be given. */
export const queueOfMenu = (path: MenuPath, isEntitled: boolean): Queue => {
  switch (path) {
    case '1':
      return 'purchase'
    case '2':
      return isEntitled ? 'technical' : 'nonAgreement'
    case '3':
    case '3-2':
      return 'serviceCode'
    case '4':
      return 'complaint'
  }
}
